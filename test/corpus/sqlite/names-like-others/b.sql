-- Names that look like literals, functions, rowid and the table's own.
CREATE TABLE t (t text NOT NULL, "rowid" text, length text CHECK (length(length) > 0), "null" text DEFAULT 'null', oid integer, t2 text AS (t || length));
