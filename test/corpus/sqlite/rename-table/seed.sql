INSERT INTO person VALUES (1, 'a', NULL), (5, 'b', 1); INSERT INTO pet VALUES (2, 5);
