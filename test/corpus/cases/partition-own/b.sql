-- What a partition has by itself: defaults, checks, indexes, parameters, a comment, and its own row security.
CREATE TABLE task (id integer NOT NULL, state text NOT NULL DEFAULT 'open', owner text) PARTITION BY LIST (state);
CREATE TABLE task_open PARTITION OF task FOR VALUES IN ('open');
CREATE TABLE task_done PARTITION OF task FOR VALUES IN ('done');

ALTER TABLE task ADD CONSTRAINT open_id CHECK (id > 0);
ALTER TABLE task_open ALTER COLUMN state DROP DEFAULT;
ALTER TABLE task_done ALTER COLUMN owner SET NOT NULL;
CREATE INDEX task_owner ON task (owner);
ALTER TABLE task_done SET (fillfactor = 90);
ALTER TABLE task_done ENABLE ROW LEVEL SECURITY;
CREATE POLICY done_only ON task_done USING (id < 1000);
COMMENT ON TABLE task_done IS 'the past';
