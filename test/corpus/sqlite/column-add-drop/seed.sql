INSERT INTO item VALUES (3, 'x'), (11, 'y');
