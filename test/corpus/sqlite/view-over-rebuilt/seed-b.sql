INSERT INTO t VALUES (1, 'x', 1), (3, 'y', 2);
