-- Partitions of three levels are added, dropped and given to the default partition.
CREATE TABLE reading (device integer NOT NULL, day date NOT NULL, kind text NOT NULL, value numeric) PARTITION BY RANGE (day);
CREATE TABLE reading_2023 PARTITION OF reading FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE reading_2024 PARTITION OF reading FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
CREATE TABLE reading_2024_a PARTITION OF reading_2024 FOR VALUES IN ('a', NULL);
CREATE INDEX reading_device ON reading (device);
