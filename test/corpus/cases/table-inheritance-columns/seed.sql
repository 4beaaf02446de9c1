INSERT INTO vehicle VALUES (1, 2, 'red');
INSERT INTO car VALUES (2, 4, 'blue', 3);
