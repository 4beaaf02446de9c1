INSERT INTO text_page VALUES (1, 'the quick brown fox');
