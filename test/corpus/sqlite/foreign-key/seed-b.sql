INSERT INTO parent VALUES (1, 'x'), (2, 'y'); INSERT INTO child VALUES (3, 1, 'x', 2, 1), (9, 2, 'y', 1, 2);
