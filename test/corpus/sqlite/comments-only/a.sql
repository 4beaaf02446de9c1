-- A text that differs in comments and space only.
CREATE TABLE t (id integer PRIMARY KEY,a text);CREATE VIEW v AS SELECT a FROM t;CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1;END;
