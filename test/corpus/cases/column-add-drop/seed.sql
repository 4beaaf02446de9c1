INSERT INTO patient VALUES (1, '123', 'Ada', 61.50), (2, NULL, 'Bob', NULL);
