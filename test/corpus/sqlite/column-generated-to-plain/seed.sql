INSERT INTO area VALUES (1, 2, 3), (7, 4, 5);
