-- ON CONFLICT ABORT is what happens without it.
CREATE TABLE t (id integer PRIMARY KEY ON CONFLICT ABORT, a text UNIQUE, b text NOT NULL);
