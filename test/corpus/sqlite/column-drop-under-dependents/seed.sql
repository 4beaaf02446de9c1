INSERT INTO person VALUES (1, 'a', '12'), (6, 'b', '13');
