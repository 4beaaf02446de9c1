INSERT INTO item (id, name, untyped, price) VALUES (3, 'x', 1, 2.5), (11, 'y', 'z', 3);
