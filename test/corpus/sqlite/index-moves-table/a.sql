-- An index's name passes to another table; one table's index becomes a constraint.
CREATE TABLE t (a text, b text); CREATE TABLE u (a text); CREATE INDEX moving ON t (a); CREATE UNIQUE INDEX t_b ON t (b);
