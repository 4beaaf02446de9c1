-- Collations change, also under indexes that inherit them.
CREATE TABLE name (id integer PRIMARY KEY, a text, b text COLLATE NOCASE, c text COLLATE BINARY UNIQUE);
CREATE INDEX name_a ON name (a); CREATE INDEX name_b ON name (b COLLATE NOCASE);
