INSERT INTO area VALUES (1, 2, 3, 6, 1), (7, 4, 5, 20, 2);
