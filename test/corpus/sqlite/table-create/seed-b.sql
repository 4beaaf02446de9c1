INSERT INTO kept VALUES (7, 'a'), (9, 'b'); INSERT INTO author VALUES (3, 'x'); INSERT INTO book VALUES (1, 3, 'T');
