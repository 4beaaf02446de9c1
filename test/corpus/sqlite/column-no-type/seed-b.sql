INSERT INTO bag VALUES (2, 'a', 'b', 1), (8, '5', '6', 2);
