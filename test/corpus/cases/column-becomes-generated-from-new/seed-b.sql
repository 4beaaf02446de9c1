INSERT INTO rectangle VALUES (1, 2, 5), (2, 3, 4);
