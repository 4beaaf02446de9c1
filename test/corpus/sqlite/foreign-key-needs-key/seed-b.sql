INSERT INTO p VALUES (1, 'a', 1, 'c'), (2, 'b', 2, 'd'); INSERT INTO q VALUES ('a', 'd');
