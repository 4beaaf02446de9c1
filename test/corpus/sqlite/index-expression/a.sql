-- Indexes on expressions, with collations, over a column that changes its type.
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE INDEX t_lower ON t (lower(a)); CREATE INDEX t_sum ON t (b + 1, a COLLATE NOCASE DESC) WHERE a IS NOT NULL;
CREATE INDEX t_coll ON t (a COLLATE RTRIM);
