-- The key of a table without rowid changes.
CREATE TABLE k (a text, b text, c integer, PRIMARY KEY (a)) WITHOUT ROWID;
