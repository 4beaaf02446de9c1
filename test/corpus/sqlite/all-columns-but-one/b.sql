-- All columns but one go.
CREATE TABLE t (b text);
