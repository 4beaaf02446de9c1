-- Partitions of three levels are added, dropped and given to the default partition.
CREATE TABLE reading (device integer NOT NULL, day date NOT NULL, kind text NOT NULL, value numeric CHECK (value > 0)) PARTITION BY RANGE (day);
CREATE TABLE reading_2023 PARTITION OF reading FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE reading_2024 PARTITION OF reading FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
CREATE TABLE reading_2024_a PARTITION OF reading_2024 FOR VALUES IN ('a', NULL);
CREATE TABLE reading_2024_b PARTITION OF reading_2024 FOR VALUES IN ('b') PARTITION BY HASH (device);
CREATE TABLE reading_2024_b_0 PARTITION OF reading_2024_b FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE reading_2024_b_1 PARTITION OF reading_2024_b FOR VALUES WITH (MODULUS 2, REMAINDER 1) WITH (fillfactor = 70);
CREATE TABLE reading_rest PARTITION OF reading DEFAULT;
CREATE INDEX reading_device ON reading (device);
COMMENT ON TABLE reading_2024_b_1 IS 'odd';
