-- A view and a trigger name a virtual table.
CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL); CREATE VIRTUAL TABLE f USING fts5 (a);
CREATE VIEW found AS SELECT rowid, a FROM f; CREATE TRIGGER t_f AFTER INSERT ON t BEGIN INSERT INTO f VALUES (new.a); END;
