-- An index written in other words is the same: ASC, letters, quotes, space.
CREATE TABLE t (a text, b integer); CREATE INDEX IF NOT EXISTS main.t_a ON "t" ("a", B desc) WHERE A <> 'x'; CREATE INDEX t_e ON t(a='y');
