INSERT INTO t VALUES (1, 'x', 1), (8, 'y', 2);
