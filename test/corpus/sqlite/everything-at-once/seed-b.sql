INSERT INTO customer (id, name) VALUES (1, 'a'), (9, 'b'); INSERT INTO product VALUES ('p', 2.5); INSERT INTO purchase VALUES (4, 9, 'p', 2), (6, 1, 'p', 1);
