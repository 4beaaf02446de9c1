-- A partitioned table with rows is partitioned by something else; a partition has another key.
CREATE TABLE host (name text PRIMARY KEY);
CREATE TABLE log (id integer NOT NULL, day date NOT NULL, host text REFERENCES host, PRIMARY KEY (id, day)) PARTITION BY HASH (id);
CREATE TABLE log_0 PARTITION OF log FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE log_rest PARTITION OF log FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE VIEW log_days AS SELECT day FROM log;
CREATE MATERIALIZED VIEW log_counts AS SELECT day, count(*) AS n FROM log_days GROUP BY day;
CREATE TABLE note (log_id integer, log_day date, text text, CONSTRAINT note_log FOREIGN KEY (log_id, log_day) REFERENCES log);
CREATE TABLE reading (device integer, day date) PARTITION BY RANGE (day);
CREATE TABLE reading_2024 PARTITION OF reading FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (day);
CREATE TABLE reading_2024_all PARTITION OF reading_2024 DEFAULT;
