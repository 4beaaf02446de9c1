-- Actions in any order, what holds anyway and MATCH are no difference.
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (a integer REFERENCES p ON DELETE CASCADE ON UPDATE SET NULL, b integer REFERENCES p (id));
