-- Indexes come, go and change: terms, order, uniqueness, condition.
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer, c text);
CREATE INDEX t_a ON t (a); CREATE INDEX t_b ON t (b); CREATE UNIQUE INDEX t_ab ON t (a, b);
CREATE INDEX t_part ON t (c) WHERE b > 0; CREATE INDEX t_gone ON t (c DESC);
