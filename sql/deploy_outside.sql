-- Pins: CALL migrate_deploy runs scripts marked transaction:false, each statement alone, with the
-- caller's roles and settings; records what is done and does it only once; leaves no invalid index
-- unnoticed. Source: PostgreSQL 15 docs, CREATE INDEX, "Building Indexes Concurrently"; ALTER TYPE,
-- Notes; ALTER TABLE, DETACH PARTITION.
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
CREATE TABLE run_log (step text, acting name DEFAULT current_user, session name DEFAULT session_user);
SELECT migrate_import($$
-- Revision ID: a
-- migrate:up
CREATE TABLE account (id integer PRIMARY KEY, email text);
INSERT INTO account VALUES (1, 'ann'), (2, 'bob'), (3, 'bob');
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE event (day integer) PARTITION BY RANGE (day);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (2);
-- migrate:down

-- Revision ID: b
-- Revises: a
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY account_id_email_idx ON account (id, email);
CREATE INDEX CONCURRENTLY ON account (lower(email));
ALTER TYPE mood ADD VALUE 'happy';
CREATE TABLE feeling (mood mood DEFAULT 'happy');
REINDEX TABLE CONCURRENTLY account;
DROP INDEX CONCURRENTLY account_id_email_idx;
VACUUM (ANALYZE) account;
ALTER TABLE event DETACH PARTITION event_1 CONCURRENTLY;
ALTER SYSTEM SET application_name = 'elsewhere';
ALTER SYSTEM RESET application_name;
DO $do$ BEGIN INSERT INTO run_log VALUES ('first'); COMMIT; INSERT INTO run_log VALUES ('second'); END $do$;
SET work_mem = '5MB';
INSERT INTO run_log SELECT current_setting('work_mem');
-- migrate:down
$$);

-- A function cannot run it.
SELECT migrate_upgrade();
BEGIN;
CALL migrate_deploy();
ROLLBACK;

CALL migrate_deploy();
SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'account'::regclass ORDER BY 1;
SELECT count(*) FROM pg_inherits WHERE inhparent = 'event'::regclass;
SELECT * FROM run_log;
SELECT count(*) FROM migrate_progress;
SHOW work_mem;
INSERT INTO feeling DEFAULT VALUES;

-- A build that fails leaves no index; what ran before it is not run again.
SELECT migrate_import($$
-- unique
--
-- Revision ID: c
-- Revises: b
-- migrate:up transaction:false
INSERT INTO run_log VALUES ('before the index');
CREATE UNIQUE INDEX CONCURRENTLY account_email_key ON account (email);
-- migrate:down
$$);
CALL migrate_deploy();
\echo :LAST_ERROR_SQLSTATE
SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid;
SELECT statement, sql, state, before FROM migrate_progress;
SELECT operation, revision, error FROM migrate_log WHERE operation = 'failure';
SELECT migrate_current();
UPDATE account SET email = 'bill' WHERE id = 3;
CALL migrate_deploy();
SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'account'::regclass ORDER BY 1;
SELECT count(*) FROM run_log WHERE step = 'before the index';
SELECT count(*) FROM migrate_progress;

-- What has run must not change afterwards; what has not may.
SELECT migrate_import($$
-- changes
--
-- Revision ID: d
-- Revises: c
-- migrate:up transaction:false
INSERT INTO run_log VALUES ('d');
SELECT 1/0;
-- migrate:down
$$);
CALL migrate_deploy();
SELECT migrate_edit('d', $$
INSERT INTO run_log VALUES ('other');
SELECT 1;
$$);
CALL migrate_deploy();
SELECT migrate_edit('d', $$
INSERT INTO run_log VALUES ('d');
SELECT 1;
$$);
CALL migrate_deploy();
SELECT count(*) FROM run_log WHERE step IN ('d', 'other');

-- A deploy that was stopped in the middle of a statement: as a crash leaves it.
SELECT migrate_import($$
-- stopped
--
-- Revision ID: e
-- Revises: d
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY account_1_idx ON account (email, id);
CREATE INDEX CONCURRENTLY account_2_idx ON account (email, id);
DROP INDEX CONCURRENTLY account_3_idx;
-- migrate:down
$$);
CREATE INDEX account_1_idx ON account (email, id);
CREATE INDEX account_2_idx ON account (email, id);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'account_2_idx'::regclass;
SELECT 'account_2_idx'::regclass::oid AS invalid \gset
INSERT INTO migrate_progress VALUES
    ('e', 'upgrade', 1, 'CREATE INDEX CONCURRENTLY account_1_idx ON account (email, id)', 'begun', '', now());
CALL migrate_deploy();
INSERT INTO migrate_progress VALUES
    ('e', 'upgrade', 2, 'CREATE INDEX CONCURRENTLY account_2_idx ON account (email, id)', 'begun', '', now());
CALL migrate_deploy();
SELECT indisvalid, indexrelid <> :invalid AS is_another FROM pg_index
WHERE indexrelid = 'account_2_idx'::regclass;
INSERT INTO migrate_progress VALUES
    ('e', 'upgrade', 3, 'DROP INDEX CONCURRENTLY account_3_idx', 'begun', 'public.account_3_idx', now());
CALL migrate_deploy();

-- What a REINDEX leaves is looked for at its own table.
SELECT migrate_import($$
-- reindex
--
-- Revision ID: e2
-- Revises: e
-- migrate:up transaction:false
REINDEX TABLE CONCURRENTLY account;
-- migrate:down
$$);
CREATE INDEX account_1_idx_ccnew ON account (email, id);
CREATE INDEX feeling_idx_ccnew ON feeling (mood);
UPDATE pg_index SET indisvalid = false
WHERE indexrelid IN ('account_1_idx_ccnew'::regclass, 'feeling_idx_ccnew'::regclass);
INSERT INTO migrate_progress VALUES
    ('e2', 'upgrade', 1, 'REINDEX TABLE CONCURRENTLY account', 'begun', '', now());
CALL migrate_deploy();
SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid;
DROP INDEX feeling_idx_ccnew;

-- IF NOT EXISTS takes no invalid index for a good one.
SELECT migrate_import($$
-- if not exists
--
-- Revision ID: f
-- Revises: e2
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY IF NOT EXISTS account_2_idx ON account (email, id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS account_1_idx ON account (email, id);
-- migrate:down
$$);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'account_2_idx'::regclass;
CALL migrate_deploy();
SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid;

-- Acts as the calling role and under its search_path.
CREATE ROLE regress_deployer;
CREATE SCHEMA deployed AUTHORIZATION regress_deployer;
GRANT ALL ON migrate_version, migrate_script, migrate_log, migrate_settings, migrate_model, migrate_schema,
    migrate_progress, migrate_seal, migrate_approval, run_log TO regress_deployer;
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO regress_deployer;
SELECT migrate_import($$
-- role
--
-- Revision ID: g
-- Revises: f
-- migrate:up transaction:false
CREATE TABLE item (id integer);
CREATE INDEX CONCURRENTLY item_id_idx ON item (id);
INSERT INTO public.run_log VALUES ('as a role');
-- migrate:down
$$);
SET search_path = deployed, public;
SET ROLE regress_deployer;
CALL migrate_deploy();
RESET ROLE;
SELECT oid::regclass, pg_get_userbyid(relowner) FROM pg_class WHERE relname ~ '^item' ORDER BY 1;
SELECT acting, session = current_user AS is_session FROM run_log WHERE step = 'as a role';
SELECT migrate_import($$
-- too much
--
-- Revision ID: h
-- Revises: g
-- migrate:up transaction:false
ALTER SYSTEM SET work_mem = 1000
-- migrate:down
$$);
SET ROLE regress_deployer;
CALL migrate_deploy();
RESET ROLE;
RESET search_path;

-- What is stamped, or reverted, is not under way any more.
SELECT migrate_edit('h', 'INSERT INTO run_log VALUES (1); SELECT 1/0');
CALL migrate_deploy();
SELECT count(*) FROM migrate_progress;
SELECT migrate_stamp('h');
SELECT count(*) FROM migrate_progress;

-- Statements that need a client, or a transaction of several statements.
SELECT migrate_import($$
-- copies
--
-- Revision ID: i
-- Revises: h
-- migrate:up transaction:false
COPY run_log TO STDOUT
-- migrate:down
$$);
CALL migrate_deploy();
SELECT migrate_edit('i', 'BEGIN; SELECT 1; COMMIT');
CALL migrate_deploy();
SELECT migrate_edit('i', 'SELECT migrate_stamp(''base'')');
CALL migrate_deploy();

-- A snapshot that lasts as long as its transaction does not hold up the build either.
SELECT migrate_edit('i', 'CREATE INDEX CONCURRENTLY ON account (id)');
SET default_transaction_isolation = 'repeatable read';
CALL migrate_deploy();
RESET default_transaction_isolation;

-- A worker that is told to end says so; one that cannot say why, as the server does not find the
-- library any more, is found out. The next deploy goes on.
SELECT migrate_import($$
-- ends its worker
--
-- Revision ID: j
-- Revises: i
-- migrate:up transaction:false
INSERT INTO run_log VALUES ('before the end');
SELECT pg_terminate_backend(pg_backend_pid()) WHERE current_setting('application_name') <> 'lasting';
-- migrate:down
$$);
CALL migrate_deploy();
ALTER SYSTEM SET dynamic_library_path = '/nowhere';
SELECT pg_reload_conf();
\c
SET application_name = 'lasting';
CALL migrate_deploy();
ALTER SYSTEM RESET dynamic_library_path;
SELECT pg_reload_conf();
\c
SET application_name = 'lasting';
CALL migrate_deploy();
SELECT step FROM run_log WHERE step = 'before the end';

DROP EXTENSION migrate;
DROP TABLE account, feeling, event, event_1, run_log, deployed.item;
DROP TYPE mood;
DROP SCHEMA deployed;
DROP ROLE regress_deployer;
