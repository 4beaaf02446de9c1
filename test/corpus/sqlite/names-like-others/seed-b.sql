INSERT INTO t (t, "rowid", length, "null", oid) VALUES ('a', 'b', 'c', 'd', 1);
