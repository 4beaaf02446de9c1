INSERT INTO trip (id, day, note, km) VALUES (1, '2024-02-01', 'n', 5), (2, '2024-08-01', 'm', 6);
