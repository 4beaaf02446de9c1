-- A collation that only the application has: of a column, of an index, in a view.
CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL COLLATE by_length, b text COLLATE by_length UNIQUE); CREATE INDEX t_a ON t (a); CREATE INDEX t_b ON t (b COLLATE by_length DESC); CREATE VIEW v AS SELECT a FROM t ORDER BY b COLLATE by_length;
