INSERT INTO t VALUES (1, 2, 'x'), (5, 3, 'y');
