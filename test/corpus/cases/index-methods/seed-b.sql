INSERT INTO sample (id, label) VALUES (1, 'x');
