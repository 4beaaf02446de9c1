-- The key that a foreign key uses moves between a constraint, an index and the primary key.
CREATE TABLE p (id integer PRIMARY KEY, a text, b integer NOT NULL, c text UNIQUE);
CREATE UNIQUE INDEX p_a ON p (a);
CREATE TABLE q (x text REFERENCES p (a), y text REFERENCES p (c));
