INSERT INTO flight VALUES (1, 'ber', 'cdg', 100, '2024-01-01');
