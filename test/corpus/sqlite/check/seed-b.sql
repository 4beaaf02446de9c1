INSERT INTO c VALUES (1, 2, 3, 'x'), (7, 5, 9, 'y');
