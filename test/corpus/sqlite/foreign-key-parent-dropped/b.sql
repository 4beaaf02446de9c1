-- A parent goes, and the columns that referred to it stay.
CREATE TABLE c (id integer PRIMARY KEY, p integer);
