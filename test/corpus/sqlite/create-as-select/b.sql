-- A table made from a query is a table like any other.
CREATE TABLE source (id integer PRIMARY KEY, a text); CREATE TABLE copy (id integer NOT NULL, a text, next);
