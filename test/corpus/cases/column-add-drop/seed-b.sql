INSERT INTO patient VALUES (1, NULL, 'Ada', true, 'a@example.org', 1), (2, '1990-01-01', 'Bob', false, NULL, 1);
