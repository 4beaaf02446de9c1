-- Triggers on other tables name a table that is rebuilt; its own stay.
CREATE TABLE t (id integer PRIMARY KEY, n integer); CREATE TABLE u (id integer PRIMARY KEY, t_id integer REFERENCES t);
CREATE TRIGGER u_counts AFTER INSERT ON u BEGIN UPDATE t SET n = n + 1 WHERE id = new.t_id; END;
CREATE TRIGGER t_own AFTER UPDATE ON t BEGIN DELETE FROM u WHERE t_id = old.id AND new.n < 0; END;
