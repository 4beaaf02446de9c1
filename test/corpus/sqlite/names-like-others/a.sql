-- Names that look like literals, functions, rowid and the table's own.
CREATE TABLE t (t text, "rowid" text, length text, "null" text, oid integer);
