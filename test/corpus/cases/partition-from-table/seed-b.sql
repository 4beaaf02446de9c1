INSERT INTO history (id, day, price) VALUES (4, '2019-03-01', 1.5), (7, '2024-04-01', 2), (9, '2026-01-01', NULL);
INSERT INTO future (day) VALUES ('2030-01-01'), ('2031-01-01');
