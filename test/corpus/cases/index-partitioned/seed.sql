INSERT INTO metric VALUES (1, 'a', '2024-01-05'), (2, 'b', '2024-02-05');
