INSERT INTO kept VALUES (7, 'a'), (9, 'b');
