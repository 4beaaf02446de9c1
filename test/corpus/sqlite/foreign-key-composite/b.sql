-- A key of several columns, with its parent's key written and left out.
CREATE TABLE p (a integer, b text, n integer, PRIMARY KEY (a, b));
CREATE TABLE q (x integer, y text, z text NOT NULL, CONSTRAINT q_p FOREIGN KEY (x, y) REFERENCES p (a, b) ON UPDATE CASCADE);
