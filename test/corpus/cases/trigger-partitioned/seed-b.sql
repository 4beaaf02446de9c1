INSERT INTO fact VALUES (1, 'a'), (2, 'b');
