INSERT INTO node VALUES (1, NULL, 'r'), (5, 1, 'a'), (3, 5, 'b');
