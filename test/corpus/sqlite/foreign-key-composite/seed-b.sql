INSERT INTO p (a, b) VALUES (1, 'a'), (2, 'b'); INSERT INTO q VALUES (1, 'a', 'z'), (2, 'b', 'z');
