INSERT INTO animal VALUES (1, 'owl', 2);
