INSERT INTO reading VALUES (4, 1.5, 'a'), (2, 2, 'b'); INSERT INTO sample VALUES (1, 'x'), (5, 7);
