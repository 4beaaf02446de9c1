INSERT INTO r VALUES (2, 'a', 'b', 'c', 'd', 'e');
