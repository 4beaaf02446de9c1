INSERT INTO track VALUES (1, 1, 'one'), (2, 1, 'two');
