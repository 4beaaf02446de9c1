INSERT INTO person VALUES (1, 'a'), (6, 'b');
