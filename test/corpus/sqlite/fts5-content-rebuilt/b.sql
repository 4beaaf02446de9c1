-- The table whose rows a full-text index is about is rebuilt; the triggers that keep it stay.
CREATE TABLE doc (id integer PRIMARY KEY, title varchar(80) NOT NULL, body text DEFAULT '', note text, CHECK (title <> ''));
CREATE VIRTUAL TABLE doc_search USING fts5 (title, body, content = 'doc', content_rowid = 'id');
CREATE TRIGGER doc_insert AFTER INSERT ON doc BEGIN INSERT INTO doc_search (rowid, title, body) VALUES (new.id, new.title, new.body); END;
CREATE TRIGGER doc_delete AFTER DELETE ON doc BEGIN INSERT INTO doc_search (doc_search, rowid, title, body) VALUES ('delete', old.id, old.title, old.body); END;
