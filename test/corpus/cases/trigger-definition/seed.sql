INSERT INTO stock VALUES (1, 1, 'here');
