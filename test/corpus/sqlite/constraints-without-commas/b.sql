-- Table constraints without commas between them, and names that name nothing.
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, CHECK (a > 1) UNIQUE (b) CHECK (b <> '') UNIQUE (a, b));
