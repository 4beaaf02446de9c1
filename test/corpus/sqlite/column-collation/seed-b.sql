INSERT INTO name VALUES (1, 'A', 'b', 'c'), (9, 'B', 'a', 'C');
