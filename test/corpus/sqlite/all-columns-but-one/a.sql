-- All columns but one go.
CREATE TABLE t (a text, b text, c text, d text, CHECK (a <> b), UNIQUE (c, d)); CREATE INDEX t_ab ON t (a, b);
