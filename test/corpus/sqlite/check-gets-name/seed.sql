INSERT INTO n VALUES (1, 2, 'x', NULL), (4, 5, 'y', 1);
