-- A column passes to a type to which no cast exists, in a table that is empty.
CREATE TABLE place (id integer PRIMARY KEY, spot integer DEFAULT 7, span integer[]);
