-- Triggers of every time and event come, go and change.
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer); CREATE TABLE log (what text);
CREATE TRIGGER t_ins AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('insert'); DELETE FROM log WHERE what = ''; END;
CREATE TRIGGER t_upd AFTER UPDATE OF a ON t WHEN old.a <> new.a BEGIN UPDATE log SET what = CASE WHEN what = 'x' THEN 'y' ELSE what END; END;
CREATE TRIGGER t_come AFTER DELETE ON t BEGIN SELECT 1; END;
