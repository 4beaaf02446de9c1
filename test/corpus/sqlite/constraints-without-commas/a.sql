-- Table constraints without commas between them, and names that name nothing.
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, CHECK (a > 0) CONSTRAINT b_once UNIQUE (b) CHECK (b <> ''));
