INSERT INTO by_index VALUES (1, 'a', 'x');
