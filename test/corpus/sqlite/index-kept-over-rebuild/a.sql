-- Indexes on columns that stay are there after a rebuild, with their text.
CREATE TABLE t (id integer PRIMARY KEY, a text, b text, c integer);
CREATE INDEX t_b ON t (b) WHERE c -- a note
 > 1;
CREATE UNIQUE INDEX t_e ON t (lower(b), c DESC);
