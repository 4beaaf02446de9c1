-- Actions in any order, what holds anyway and MATCH are no difference.
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (a integer REFERENCES p (id) ON UPDATE SET NULL ON DELETE CASCADE MATCH FULL, b integer REFERENCES p ON DELETE NO ACTION NOT DEFERRABLE);
