-- Names of indexes, views, triggers and virtual tables in other letters.
CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE INDEX t_a ON t (a); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER trg AFTER INSERT ON t BEGIN SELECT 1; END; CREATE VIRTUAL TABLE found USING fts5 (a);
