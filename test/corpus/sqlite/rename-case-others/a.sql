-- Names of indexes, views, triggers and virtual tables in other letters.
CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE INDEX T_A ON t (a); CREATE VIEW V AS SELECT a FROM t; CREATE TRIGGER Trg AFTER INSERT ON t BEGIN SELECT 1; END; CREATE VIRTUAL TABLE Found USING fts5 (a);
