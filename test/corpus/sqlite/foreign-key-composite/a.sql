-- A key of several columns, with its parent's key written and left out.
CREATE TABLE p (a integer, b text, PRIMARY KEY (a, b));
CREATE TABLE q (x integer, y text, z text, FOREIGN KEY (x, y) REFERENCES p ON DELETE CASCADE);
