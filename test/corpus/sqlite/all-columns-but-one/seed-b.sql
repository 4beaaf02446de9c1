INSERT INTO t (rowid, b) VALUES (5, 'b');
