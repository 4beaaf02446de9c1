-- What a partition has by itself: defaults, checks, indexes, parameters, a comment, and its own row security.
CREATE TABLE task (id integer NOT NULL, state text NOT NULL DEFAULT 'open', owner text) PARTITION BY LIST (state);
CREATE TABLE task_open PARTITION OF task FOR VALUES IN ('open');
CREATE TABLE task_done PARTITION OF task FOR VALUES IN ('done');

ALTER TABLE task_open ALTER COLUMN owner SET DEFAULT 'me';
ALTER TABLE task_open ADD CONSTRAINT open_id CHECK (id > 0);
CREATE INDEX task_open_owner ON task_open (owner);
ALTER TABLE task_done SET (fillfactor = 100, autovacuum_enabled = off);
