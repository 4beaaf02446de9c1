-- What a conflict does: of keys, of unique constraints, of NOT NULL.
CREATE TABLE t (id integer PRIMARY KEY ON CONFLICT REPLACE, a text UNIQUE ON CONFLICT IGNORE, b text NOT NULL ON CONFLICT FAIL, UNIQUE (a, b) ON CONFLICT ROLLBACK);
