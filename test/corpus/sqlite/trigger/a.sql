-- Triggers of every time and event come, go and change.
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer); CREATE TABLE log (what text);
CREATE TRIGGER t_ins AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('ins'); END;
CREATE TRIGGER t_upd BEFORE UPDATE OF a, b ON t FOR EACH ROW WHEN old.a <> new.a BEGIN INSERT INTO log VALUES ('upd; ' || new.a); END;
CREATE TRIGGER t_gone BEFORE DELETE ON t BEGIN SELECT 1; END;
