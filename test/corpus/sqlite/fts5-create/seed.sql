INSERT INTO doc VALUES (1, 'a', 'b c'), (5, 'd', 'e f');
