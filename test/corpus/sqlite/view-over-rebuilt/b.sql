-- Views over views over a table that is rebuilt, with triggers on them.
CREATE TABLE t (id integer PRIMARY KEY, a varchar(5) NOT NULL, b numeric, CHECK (b > 0));
CREATE VIEW v AS SELECT id, a, b FROM t; CREATE VIEW w AS SELECT v.a, t.b FROM v JOIN t USING (id);
CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a, b) VALUES (new.a, new.b); END;
