INSERT INTO Users VALUES (1, 'a'), (4, 'b'); INSERT INTO post VALUES (1, 4);
