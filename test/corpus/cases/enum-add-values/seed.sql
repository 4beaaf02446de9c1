INSERT INTO shirt VALUES (1, 'small'), (2, 'large');
