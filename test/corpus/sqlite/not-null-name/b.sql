-- NOT NULL and DEFAULT have names too.
CREATE TABLE t (id integer PRIMARY KEY, a text, b text CONSTRAINT b_there NOT NULL CONSTRAINT b_given DEFAULT 'y', c integer CONSTRAINT c_there NOT NULL DEFAULT 0);
