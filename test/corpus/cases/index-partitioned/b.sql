-- Indexes of a partitioned table: on all, on the parent only, attached one by one, of a partition alone.
CREATE TABLE metric (id integer NOT NULL, host text NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE metric_1 PARTITION OF metric FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE metric_2 PARTITION OF metric FOR VALUES FROM ('2024-02-01') TO ('2024-03-01') PARTITION BY LIST (host);
CREATE TABLE metric_2_a PARTITION OF metric_2 FOR VALUES IN ('a');
CREATE TABLE metric_2_rest PARTITION OF metric_2 DEFAULT;

CREATE INDEX metric_host ON metric (host, at);
CREATE INDEX metric_only ON ONLY metric (id);
CREATE INDEX metric_1_id ON metric_1 (id);
ALTER INDEX metric_only ATTACH PARTITION metric_1_id;
ALTER TABLE metric ADD CONSTRAINT metric_key UNIQUE (id, at, host);
CREATE INDEX metric_2_alone ON metric_2 (id DESC);
COMMENT ON INDEX metric_1_id IS 'attached by hand';
ALTER INDEX metric_1_id SET (fillfactor = 70);
