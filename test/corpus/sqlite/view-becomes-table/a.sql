-- A view becomes a table, a table becomes a view.
CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE VIEW swap AS SELECT a FROM t; CREATE TABLE other (a text); CREATE INDEX other_a ON other (a);
