-- A partitioned table without rows is partitioned by something else.
CREATE TABLE log (id integer NOT NULL, day date NOT NULL, host text) PARTITION BY RANGE (day);
CREATE TABLE log_2024 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE VIEW log_days AS SELECT day FROM log;
