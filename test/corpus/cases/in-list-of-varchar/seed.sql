INSERT INTO ticket VALUES (1, 'new'), (2, 'done');
