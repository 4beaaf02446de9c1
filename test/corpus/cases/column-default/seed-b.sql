INSERT INTO ticket VALUES (1, 'open', '2024-01-01 00:00:00+00', '{a,b}', 2, 'X');
