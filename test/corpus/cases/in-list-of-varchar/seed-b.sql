INSERT INTO ticket (id, state, level) VALUES (1, 'new', 'low'), (2, 'done', 'high');
