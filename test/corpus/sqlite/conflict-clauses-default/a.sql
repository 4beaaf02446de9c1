-- ON CONFLICT ABORT is what happens without it.
CREATE TABLE t (id integer PRIMARY KEY, a text UNIQUE ON CONFLICT ABORT, b text NOT NULL ON CONFLICT ABORT);
