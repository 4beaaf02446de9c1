-- The same constraint at the column and at the table is no difference.
CREATE TABLE c (a integer, b integer, UNIQUE (a), CHECK (a > 0), FOREIGN KEY (a) REFERENCES p (id), PRIMARY KEY (b)); CREATE TABLE p (id integer PRIMARY KEY);
