INSERT INTO d (id, c) VALUES (3, 'kept'), (4, 'too');
