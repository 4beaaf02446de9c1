INSERT INTO part VALUES (1, NULL, 'root'), (2, 1, 'leaf');
