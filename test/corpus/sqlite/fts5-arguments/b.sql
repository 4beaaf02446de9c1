-- The arguments of a full-text index change: it is made anew.
CREATE TABLE t (a text); CREATE VIRTUAL TABLE f USING fts5 (a, b, c UNINDEXED, prefix = '2 3');
