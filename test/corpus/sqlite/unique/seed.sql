INSERT INTO u VALUES (1, 'a', 'b', 'c'), (5, 'd', 'e', 'f');
