-- Pins: migrate_rehearse runs the pending revisions for real and tells of each statement which locks
-- it adds, what it writes anew and which rows it changes; nothing of it stays.
-- Source: PostgreSQL 15 docs, "Table-Level Locks" and ALTER TABLE, Notes.
CREATE EXTENSION migrate;
CREATE TABLE customer (id integer PRIMARY KEY, name varchar(20), age integer);
CREATE TABLE purchase (id integer PRIMARY KEY, customer integer, amount integer);
CREATE INDEX purchase_amount ON purchase (amount);
CREATE SCHEMA "Odd";
CREATE TABLE "Odd"."Item" (id serial PRIMARY KEY, purchase integer REFERENCES purchase ON DELETE CASCADE);
INSERT INTO customer SELECT n, 'customer ' || n, n FROM generate_series(1, 100) n;
INSERT INTO purchase SELECT n, n, n FROM generate_series(1, 50) n;
INSERT INTO "Odd"."Item" (purchase) SELECT n FROM generate_series(1, 50) n;

CREATE VIEW rehearsed AS
SELECT revision, direction AS way, statement_number AS no, line, statement, locks, rewritten,
    rows_changed AS rows, result, detail
FROM migrate_rehearse();
-- What a session can see of the database, by name and by content.
CREATE VIEW everything AS
SELECT md5(string_agg(line, '/' ORDER BY line)) AS digest FROM (
    SELECT format('%s %s %s', c.oid::regclass, c.relfilenode, a.*) FROM pg_class c
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.oid >= 16384
    UNION ALL SELECT t::text FROM customer t
    UNION ALL SELECT t::text FROM purchase t
    UNION ALL SELECT t::text FROM "Odd"."Item" t
    UNION ALL SELECT t::text FROM migrate_version t
    UNION ALL SELECT t::text FROM migrate_log t
    UNION ALL SELECT t::text FROM migrate_settings t
    UNION ALL SELECT format('%s %s', name, setting) FROM pg_settings WHERE source = 'session'
    UNION ALL SELECT format('%s %s', l.relation::regclass, l.mode) FROM pg_locks l
        WHERE l.pid = pg_backend_pid() AND l.relation >= 16384) AS of (line);

-- Nothing is pending.
SELECT * FROM rehearsed;

-- Each on its own, so that no lock is held before.
SELECT migrate_revision('A column', 'ALTER TABLE customer ADD COLUMN email text;
UPDATE customer SET email = name || ''@example.com'' WHERE id <= 10;', 'ALTER TABLE customer DROP COLUMN email;', rev_id => 'a1');
SELECT digest AS before FROM everything \gset
SELECT * FROM rehearsed;
SELECT bool_and(duration_ms >= 0) AS lasts, bool_and(bytes_written > 0) AS writes
FROM migrate_rehearse() WHERE statement IS NOT NULL;
SELECT digest = :'before' AS as_before FROM everything;
SELECT migrate_current();

SELECT migrate_edit('a1', 'ALTER TABLE purchase ADD CONSTRAINT purchase_customer FOREIGN KEY (customer) REFERENCES customer;', 'ALTER TABLE purchase DROP CONSTRAINT purchase_customer;');
SELECT * FROM rehearsed;
SELECT migrate_edit('a1', 'ALTER TABLE purchase ALTER COLUMN amount TYPE bigint;', 'ALTER TABLE purchase ALTER COLUMN amount TYPE integer;');
SELECT * FROM rehearsed;
-- No table is written anew for a type that stores the same.
SELECT migrate_edit('a1', 'ALTER TABLE customer ALTER COLUMN name TYPE text;', 'ALTER TABLE customer ALTER COLUMN name TYPE varchar(20);');
SELECT * FROM rehearsed;
SELECT migrate_edit('a1', 'CREATE INDEX ON customer (age);
REINDEX INDEX purchase_amount;
DROP INDEX purchase_amount;
LOCK TABLE customer IN EXCLUSIVE MODE;
SELECT count(*) FROM "Odd"."Item";', 'CREATE INDEX purchase_amount ON purchase (amount);');
SELECT * FROM rehearsed WHERE way <> 'downgrade';
-- Names are those from before the statement; what the rehearsal itself has made blocks nobody.
SELECT migrate_edit('a1', 'ALTER TABLE customer RENAME TO client;
CREATE TABLE fresh AS SELECT * FROM client;
ALTER TABLE fresh ADD COLUMN note text DEFAULT random();
CREATE TEMPORARY TABLE passing AS SELECT 1 AS one;
ALTER TABLE passing ADD two integer;
DROP TABLE passing;', 'DROP TABLE fresh; ALTER TABLE client RENAME TO customer;');
SELECT * FROM rehearsed;
-- Rows that triggers and code change are counted too.
SELECT migrate_edit('a1', 'DELETE FROM purchase WHERE id <= 5;
DO $$ BEGIN INSERT INTO customer VALUES (101), (102); DELETE FROM customer WHERE id = 101; END $$;
TRUNCATE "Odd"."Item";
INSERT INTO "Odd"."Item" (purchase) VALUES (10);', '');
SELECT * FROM rehearsed;
SELECT digest = :'before' AS as_before FROM everything;

-- A sequence is as far as the rehearsal has brought it, which no rollback undoes.
SELECT last_value > 50 AS has_moved FROM "Odd"."Item_id_seq";

-- The report ends with the statement that is an error.
SELECT migrate_edit('a1', 'ALTER TABLE customer ADD COLUMN email text NOT NULL;
ALTER TABLE customer ADD COLUMN other text;', 'SELECT 1');
SELECT migrate_revision('Never reached', 'SELECT 1', '', rev_id => 'b2');
SELECT * FROM rehearsed;
SELECT migrate_edit('a1', 'INSERT INTO customer VALUES (1);');
SELECT * FROM rehearsed;
SELECT migrate_edit('a1', 'ALTER TABLE "Odd"."Item" ADD UNIQUE (purchase) DEFERRABLE INITIALLY DEFERRED;
INSERT INTO "Odd"."Item" (purchase) VALUES (1);');
SELECT * FROM rehearsed;

-- Downgrades that do not lead back, one by one.
SELECT migrate_edit('a1', 'ALTER TABLE customer ADD COLUMN email text; CREATE INDEX customer_email ON customer (email);', 'DROP INDEX customer_email;');
SELECT migrate_edit('b2', 'DROP INDEX purchase_amount; ALTER TABLE customer ALTER age SET NOT NULL', 'ALTER TABLE customer ALTER age TYPE bigint');
SELECT migrate_revision('Wrong way down', 'CREATE VIEW names AS SELECT name FROM customer', 'DROP TABLE names', rev_id => 'c3');
SELECT migrate_revision('No way down', 'SELECT 1', rev_id => 'd4');
SELECT migrate_revision('Once only', 'CREATE SCHEMA once; CREATE TABLE once.only (id integer)', 'DROP TABLE once.only', rev_id => 'e5');
SELECT revision, result, detail FROM rehearsed WHERE way = 'round trip';
SELECT digest = :'before' AS as_before FROM everything;

-- What refuses a transaction is not run; the rest is.
SELECT migrate_remove('e5'), migrate_remove('d4'), migrate_remove('c3'), migrate_remove('b2'), migrate_remove('a1');
SELECT migrate_import($$
-- Revision ID: f6
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY customer_age ON customer (age);
VACUUM customer;
-- migrate:down transaction:false
DROP INDEX CONCURRENTLY customer_age;

-- Revision ID: a7
-- Revises: f6
-- migrate:up
SELECT count(*) FROM migrate_version WHERE version_num = 'f6';
-- migrate:down transaction:false
VACUUM;
$$);
SELECT * FROM rehearsed;

-- A statement that changes a large table is not run.
SELECT migrate_remove('a7'), migrate_remove('f6');
CREATE TABLE measure (id integer, taken date) PARTITION BY RANGE (taken);
CREATE TABLE measure_2025 PARTITION OF measure FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO measure SELECT n, '2025-02-03' FROM generate_series(1, 1000) n;
CREATE MATERIALIZED VIEW measured AS SELECT * FROM measure;
CREATE INDEX measured_id ON measured (id);
SET migrate.rehearse_max_bytes = '30000';
CREATE FUNCTION tried(script text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE refused text;
BEGIN
    PERFORM migrate_revision(NULL, script, '', rev_id => 'tried');
    SELECT CASE WHEN detail ~ 'too large' THEN substring(detail, 'Table .* has') ELSE result END
        INTO refused FROM migrate_rehearse() WHERE direction = 'upgrade';
    PERFORM migrate_remove('tried');
    RETURN refused;
END $$;
SELECT script, tried(script) FROM unnest(ARRAY[
    'ALTER TABLE measure ADD COLUMN note text',
    'ALTER TABLE ONLY measure_2025 ALTER COLUMN taken SET NOT NULL',
    'ALTER TABLE measure DETACH PARTITION measure_2025',
    'CREATE INDEX ON measure_2025 (id)',
    'DROP INDEX measured_id',
    'ALTER INDEX measured_id RENAME TO other',
    'REINDEX INDEX measured_id',
    'CLUSTER measure_2025',
    'REFRESH MATERIALIZED VIEW measured',
    'DROP MATERIALIZED VIEW measured',
    'DROP TABLE IF EXISTS missing, measure',
    'TRUNCATE purchase, measure CASCADE',
    'LOCK TABLE measure_2025 IN SHARE MODE',
    'UPDATE measure SET id = 1 WHERE id = 1',
    'DELETE FROM measure WHERE id = 1',
    'CREATE TABLE fine AS SELECT * FROM measure',
    'INSERT INTO measure VALUES (1, ''2025-01-01'')',
    'CREATE VIEW fine AS SELECT * FROM measure',
    'ALTER TABLE purchase ADD COLUMN note text',
    'SELECT 1']) AS script;
CREATE TABLE badge (id integer);
SET migrate.rehearse_max_bytes = '8000';
SELECT script, tried(script) FROM unnest(ARRAY[
    'ALTER TABLE badge ADD FOREIGN KEY (id) REFERENCES customer',
    'ALTER TABLE badge ADD COLUMN customer integer REFERENCES customer',
    'ALTER TABLE badge ADD COLUMN note text',
    'CREATE TABLE role (id integer REFERENCES customer)',
    'CREATE TABLE role (id integer, FOREIGN KEY (id) REFERENCES public.customer (id))',
    'ALTER TABLE customer SET SCHEMA "Odd"',
    'ALTER TABLE customer RENAME TO client']) AS script;
SELECT migrate_revision(NULL, 'SELECT 1; ALTER TABLE measure ADD COLUMN note text; SELECT 2', '', rev_id => 'tried');
SELECT statement, result, regexp_replace(detail, '[0-9]+ bytes', 'N bytes') AS detail FROM migrate_rehearse();
SELECT revision, result, regexp_replace(detail, '[0-9]+ bytes', 'N bytes') AS detail FROM migrate_verify();
RESET migrate.rehearse_max_bytes;
SELECT revision, result FROM migrate_verify();
SELECT migrate_remove('tried');
DROP FUNCTION tried;
DROP MATERIALIZED VIEW measured;
DROP TABLE measure, badge;

-- In the caller's transaction: its locks are not told again, and stay.
BEGIN;
LOCK TABLE customer;
SELECT migrate_revision('Two tables', 'ALTER TABLE customer ADD COLUMN email text; ALTER TABLE purchase ADD COLUMN note text', 'ALTER TABLE purchase DROP COLUMN note; ALTER TABLE customer DROP COLUMN email', rev_id => 'a7');
SELECT way, no, locks FROM rehearsed WHERE revision = 'a7';
SELECT l.relation::regclass, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
WHERE l.pid = pg_backend_pid() AND l.mode = 'AccessExclusiveLock' AND c.relname !~ '^migrate_';
ROLLBACK;

-- Errors that are not the scripts'.
SELECT * FROM migrate_rehearse('zz');
SELECT * FROM migrate_rehearse('-1');
BEGIN READ ONLY;
SELECT * FROM migrate_rehearse();
ROLLBACK;

-- It runs scripts, so it is not for everyone.
CREATE ROLE regress_migrate_guest;
SET ROLE regress_migrate_guest;
SELECT * FROM migrate_rehearse();
RESET ROLE;
DROP ROLE regress_migrate_guest;

DROP VIEW rehearsed, everything;
DROP EXTENSION migrate;
DROP SCHEMA "Odd" CASCADE;
DROP TABLE purchase, customer;
