INSERT INTO meal VALUES (1, 5, 'soup', 'small'), (2, 12, 'main', 'large');
INSERT INTO special VALUES (3, 7, 'main', 'small', '2024-01-01');
