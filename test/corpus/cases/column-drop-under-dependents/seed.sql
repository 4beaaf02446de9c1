INSERT INTO article VALUES (1, 'News', 'of the day');
