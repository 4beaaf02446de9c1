INSERT INTO t VALUES (1, 'x', 'y', 2), (8, 'z', 'w', 3);
