-- Columns in another order are the same columns.
CREATE TABLE t (b integer DEFAULT 1, id integer PRIMARY KEY, a text, UNIQUE (a, b));
