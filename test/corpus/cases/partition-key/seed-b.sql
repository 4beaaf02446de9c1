INSERT INTO host VALUES ('a'), ('b');
INSERT INTO log VALUES (1, '2024-03-01', 'a'), (2, '2024-04-01', 'b'), (3, '2026-01-01', NULL), (4, '2023-01-01', 'a');
REFRESH MATERIALIZED VIEW log_counts;
INSERT INTO note VALUES (2, '2024-04-01', 'kept'), (3, '2026-01-01', 'kept too');
INSERT INTO reading VALUES (1, '2024-05-01'), (2, '2024-06-01');
