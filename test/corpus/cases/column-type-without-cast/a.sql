-- A column passes to a type to which no cast exists, in a table that is empty.
CREATE TABLE place (id integer PRIMARY KEY, spot point DEFAULT '(0,0)', span int4range);
