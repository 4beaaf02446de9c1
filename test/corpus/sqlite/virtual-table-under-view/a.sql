-- A view and a trigger name a virtual table.
CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE VIRTUAL TABLE f USING fts5 (a);
