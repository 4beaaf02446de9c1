INSERT INTO doc (id, title, body) VALUES (1, 'a', 'b c'), (5, 'd', 'e f');
