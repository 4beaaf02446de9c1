-- A table goes and another of its name comes, as far as columns can tell.
CREATE TABLE t (x text PRIMARY KEY, y blob) WITHOUT ROWID; CREATE INDEX i ON t (y);
