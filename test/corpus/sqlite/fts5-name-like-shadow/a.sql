-- A table whose name begins as a full-text index's does is a table.
CREATE VIRTUAL TABLE mail USING fts5 (body); CREATE TABLE mail_box (id integer PRIMARY KEY, name text);
