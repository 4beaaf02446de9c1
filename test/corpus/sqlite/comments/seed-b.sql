INSERT INTO t (id, a, b) VALUES (1, 'x', 1), (4, 'y', 2);
