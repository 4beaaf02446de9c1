-- A column's name in other letters is a rename without an annotation.
CREATE TABLE t (id integer PRIMARY KEY, username text CHECK (username <> ''), N bigint);
