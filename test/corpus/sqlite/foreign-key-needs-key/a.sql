-- The key that a foreign key uses moves between a constraint, an index and the primary key.
CREATE TABLE p (id integer PRIMARY KEY, a text UNIQUE, b integer NOT NULL, c text);
CREATE UNIQUE INDEX p_c ON p (c);
CREATE TABLE q (x text REFERENCES p (a), y text REFERENCES p (c));
