INSERT INTO shirt VALUES (1, 'small', '{small}'), (2, 'large', NULL);
