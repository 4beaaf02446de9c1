-- NOT NULL and DEFAULT have names too.
CREATE TABLE t (id integer PRIMARY KEY, a text CONSTRAINT a_there NOT NULL, b text CONSTRAINT b_given DEFAULT 'x');
