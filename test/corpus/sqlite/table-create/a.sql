-- Tables with everything that a table can have come and go.
CREATE TABLE kept (id integer PRIMARY KEY, note text);
