-- Columns lose their types and get some.
CREATE TABLE bag (id integer PRIMARY KEY, typed, untyped text, both DEFAULT 3);
