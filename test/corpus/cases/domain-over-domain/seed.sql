INSERT INTO term VALUES (1, 'word');
