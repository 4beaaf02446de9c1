INSERT INTO animal VALUES (1, 'cat', 4);
