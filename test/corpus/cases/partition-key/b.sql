-- A partitioned table without rows is partitioned by something else.
CREATE TABLE log (id integer NOT NULL, day date NOT NULL, host text COLLATE "C") PARTITION BY LIST (lower(host) COLLATE "C" text_pattern_ops);
CREATE TABLE log_a PARTITION OF log FOR VALUES IN ('a');
CREATE VIEW log_days AS SELECT day FROM log;
