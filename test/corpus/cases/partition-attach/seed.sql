INSERT INTO bill VALUES (1, 2023, 5), (2, 2025, 6);
INSERT INTO bill_2024 (id, year, total) VALUES (3, 2024, 7);
