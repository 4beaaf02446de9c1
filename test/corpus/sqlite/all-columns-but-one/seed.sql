INSERT INTO t (rowid, a, b, c, d) VALUES (5, 'a', 'b', 'c', 'd');
