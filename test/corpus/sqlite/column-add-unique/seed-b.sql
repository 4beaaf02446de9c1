INSERT INTO account VALUES (2, 'a', 'x', 1), (5, 'b', 'y', 2);
