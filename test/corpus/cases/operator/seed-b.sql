INSERT INTO spot VALUES (1, '(0,0)');
