INSERT INTO town VALUES (1, 'Ulm', 'south'), (2, 'Aachen', 'west');
