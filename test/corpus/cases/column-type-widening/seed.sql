INSERT INTO product VALUES (1, 'abc', 9.99, 3, '2024-01-01 10:00:00', '101');
INSERT INTO supply VALUES (1, 0.5);
