INSERT INTO rectangle VALUES (1, 2), (2, 3);
