INSERT INTO u VALUES (1, 'a', 'b'), (5, 'd', 'e');
