INSERT INTO tide VALUES (1, '[0.5,2)');
