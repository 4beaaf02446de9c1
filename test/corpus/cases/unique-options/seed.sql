INSERT INTO plate VALUES (1, 'A1', 'de', 'white', 1), (2, 'A2', 'fr', NULL, 2);
