INSERT INTO entry VALUES (1, 'Title', '2024-01-01', 3, false);
