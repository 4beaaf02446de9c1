INSERT INTO account VALUES (2, 'a'), (5, 'b');
