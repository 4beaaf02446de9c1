-- A trigger's name passes to another table.
CREATE TABLE t (a text); CREATE TABLE u (a text); CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM u; END;
