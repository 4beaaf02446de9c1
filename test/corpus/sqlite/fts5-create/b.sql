-- Full-text indexes come and go: with their own content, with another table's, without any.
CREATE TABLE doc (id integer PRIMARY KEY, title text, body text);
CREATE VIRTUAL TABLE own USING fts5 (title, body, tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE doc_search USING fts5 (title, body, content = 'doc', content_rowid = 'id');
CREATE VIRTUAL TABLE bare USING fts5 (body, content = '');
