-- A foreign key to a table that is not there.
CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES nowhere);
