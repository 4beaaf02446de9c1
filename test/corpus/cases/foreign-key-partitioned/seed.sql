INSERT INTO plant VALUES (1, 1), (2, 2);
INSERT INTO gardener VALUES (1);
INSERT INTO watering VALUES (1, 1, 1, '2023-01-01'), (2, 2, 1, '2024-02-01');
