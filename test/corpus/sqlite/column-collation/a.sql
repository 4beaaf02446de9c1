-- Collations change, also under indexes that inherit them.
CREATE TABLE name (id integer PRIMARY KEY, a text COLLATE NOCASE, b text, c text COLLATE RTRIM UNIQUE);
CREATE INDEX name_a ON name (a); CREATE INDEX name_b ON name (b COLLATE NOCASE);
