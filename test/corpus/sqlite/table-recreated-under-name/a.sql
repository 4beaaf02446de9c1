-- A table goes and another of its name comes, as far as columns can tell.
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer); CREATE INDEX i ON t (a);
