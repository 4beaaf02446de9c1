-- What a conflict does: of keys, of unique constraints, of NOT NULL.
CREATE TABLE t (id integer PRIMARY KEY, a text UNIQUE, b text NOT NULL ON CONFLICT ROLLBACK, UNIQUE (a, b) ON CONFLICT FAIL);
