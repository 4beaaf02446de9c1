INSERT INTO news.story VALUES (1, 't', 'b');
