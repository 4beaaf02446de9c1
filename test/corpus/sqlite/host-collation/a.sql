-- A collation that only the application has: of a column, of an index, in a view.
CREATE TABLE t (id integer PRIMARY KEY, a text COLLATE by_length, b text); CREATE INDEX t_a ON t (a); CREATE VIEW v AS SELECT a FROM t ORDER BY b COLLATE by_length;
