INSERT INTO task VALUES (1, 'open', 'ada'), (2, 'done', 'bob');
