-- STRICT and WITHOUT ROWID in any order and letters.
CREATE TABLE t (a text PRIMARY KEY) strict, without rowid; CREATE TABLE u (a text PRIMARY KEY) WITHOUT ROWID, STRICT;
