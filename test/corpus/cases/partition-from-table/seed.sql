INSERT INTO history (day, price) VALUES ('2019-03-01', 1.5), ('2024-04-01', 2), ('2026-01-01', NULL);
INSERT INTO future (day) VALUES ('2030-01-01'), ('2031-01-01');
