-- An index written in other words is the same: ASC, letters, quotes, space.
CREATE TABLE t (a text, b integer); CREATE INDEX t_a ON t (a ASC, b DESC) WHERE a != 'x'; CREATE INDEX t_e ON t (a == 'y');
