INSERT INTO source VALUES (1, 'x'); INSERT INTO copy VALUES (1, 'x', 2);
