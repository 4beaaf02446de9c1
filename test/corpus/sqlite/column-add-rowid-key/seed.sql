INSERT INTO log (rowid, line) VALUES (4, 'a'), (17, 'b');
