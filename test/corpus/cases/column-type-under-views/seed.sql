INSERT INTO measurement VALUES (1, 25, '2024-07-01'), (2, 18, '2024-07-02');
