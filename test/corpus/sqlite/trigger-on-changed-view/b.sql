-- INSTEAD OF triggers of views that are made anew come again.
CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE VIEW v AS SELECT id, a FROM t; CREATE TRIGGER v_i INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (new.a); END; CREATE TRIGGER v_u INSTEAD OF UPDATE OF a ON v BEGIN UPDATE t SET a = new.a WHERE id = old.id; END;
