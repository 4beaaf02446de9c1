-- Columns in another order are the same columns.
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer DEFAULT 1, UNIQUE (a, b));
