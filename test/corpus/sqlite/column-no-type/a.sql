-- Columns lose their types and get some.
CREATE TABLE bag (id integer PRIMARY KEY, typed text, untyped, both integer DEFAULT 3);
