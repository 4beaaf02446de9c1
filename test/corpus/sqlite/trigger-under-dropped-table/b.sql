-- Triggers that name a table that goes are told off or changed.
CREATE TABLE t (a text NOT NULL); CREATE TABLE log (a text); CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END;
