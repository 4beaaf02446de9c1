INSERT INTO t VALUES (1, 'x', 'yy'), (4, 'xx', 'y');
