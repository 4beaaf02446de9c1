-- Triggers that name a table that goes are told off or changed.
CREATE TABLE t (a text); CREATE TABLE log (a text); CREATE TABLE old (a text); CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO old VALUES (new.a); END;
