INSERT INTO payment VALUES (1, 'a@example.org', 5, 'ABC');
