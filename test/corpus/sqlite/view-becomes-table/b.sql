-- A view becomes a table, a table becomes a view.
CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE TABLE swap (a text, b text); CREATE INDEX swap_a ON swap (a); CREATE VIEW other AS SELECT a FROM t;
