INSERT INTO cart VALUES (1, 2.5, 2), (8, 1, 3);
