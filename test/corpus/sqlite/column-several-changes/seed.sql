INSERT INTO s VALUES (1, 'a', 1), (4, 'b', 2);
