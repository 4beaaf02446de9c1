-- The rows that a full-text index is about are known by their rowids alone.
CREATE TABLE doc (title text, body text); CREATE VIRTUAL TABLE doc_search USING fts5 (title, body, content = doc);
