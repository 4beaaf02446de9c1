-- Indexes are renamed where the model says so, and by likeness a hint is given.
CREATE TABLE t (id integer PRIMARY KEY, a text, b text);
-- @renamed from=t_a_index
CREATE INDEX t_a ON t (a);
CREATE INDEX t_b ON t (b);
