INSERT INTO t VALUES (1, 'x', 1, 'p'), (8, 'y', 2, 'q');
