-- Indexes come, go and change: terms, order, uniqueness, condition.
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer, c text);
CREATE INDEX t_a ON t (a DESC); CREATE UNIQUE INDEX t_b ON t (b); CREATE INDEX t_ab ON t (b, a);
CREATE INDEX t_part ON t (c) WHERE b > 1; CREATE INDEX t_new ON t (lower(c), b);
