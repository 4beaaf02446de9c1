-- The rows that a full-text index is about are known by their rowids alone.
CREATE TABLE doc (title text NOT NULL, body varchar(9)); CREATE VIRTUAL TABLE doc_search USING fts5 (title, body, content = doc);
