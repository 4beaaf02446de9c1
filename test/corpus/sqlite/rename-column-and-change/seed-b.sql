INSERT INTO t VALUES (1, 2.5, 'x'), (6, 3, 'y');
