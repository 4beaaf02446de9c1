-- A generated column becomes plain and keeps its values.
CREATE TABLE area (id integer PRIMARY KEY, w integer, h integer, size integer, half integer);
