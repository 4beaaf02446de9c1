-- Indexes on expressions, with collations, over a column that changes its type.
CREATE TABLE t (id integer PRIMARY KEY, a varchar(9), b numeric);
CREATE INDEX t_lower ON t (lower(a)); CREATE INDEX t_sum ON t (b + 2, a COLLATE NOCASE DESC) WHERE a IS NOT NULL AND b > 0;
CREATE INDEX t_coll ON t (a COLLATE NOCASE);
