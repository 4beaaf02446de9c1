INSERT INTO trip VALUES (1, '2024-02-01', 'o', 'n'), (2, '2024-08-01', 'p', 'm');
