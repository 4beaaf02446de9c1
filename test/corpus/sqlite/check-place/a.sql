-- The same constraint at the column and at the table is no difference.
CREATE TABLE c (a integer UNIQUE CHECK (a > 0) REFERENCES p (id), b integer PRIMARY KEY); CREATE TABLE p (id integer PRIMARY KEY);
