-- Pins: migrate_watch_ddl(true) has every statement that changes the schema outside of migrations
-- recorded, with who, as whom, from where and what was sent, whatever rights the role has; it lends
-- none, fails nobody's statement, records no migration, and is nobody's drift.
-- Source: reference, migrate_watch_ddl; PostgreSQL 15 docs, "Event Triggers".
CREATE ROLE regress_migrate_owner LOGIN;
CREATE ROLE regress_migrate_stranger LOGIN;
CREATE ROLE regress_migrate_group;
GRANT regress_migrate_group TO regress_migrate_stranger;
CREATE DATABASE regress_migrate_drift OWNER regress_migrate_owner;
\set superuser :USER
\set home :DBNAME
\c regress_migrate_drift regress_migrate_owner
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
GRANT CREATE ON SCHEMA public TO regress_migrate_stranger, regress_migrate_group;

-- Event triggers are a superuser's.
SELECT migrate_watch_ddl(true);
SELECT migrate_watch_ddl(false);
SELECT migrate_record_ddl();
\c - regress_migrate_stranger
SELECT migrate_watch_ddl(true);
\c - :superuser
SELECT migrate_watch_ddl(true);
SELECT migrate_watch_ddl(true);
SELECT evtname, evtevent, evtfoid::regproc, evtenabled FROM pg_event_trigger ORDER BY evtname;

-- Who may not even read the log writes it, by what he does alone.
\c - regress_migrate_stranger
SET application_name = 'Robert''); DROP TABLE students; --';
CREATE TABLE "odd""name'; --" (id serial PRIMARY KEY, note text);
SET ROLE regress_migrate_group;
CREATE VIEW seen AS SELECT 1 AS "$1";
RESET ROLE;
ALTER TABLE "odd""name'; --" DROP COLUMN note;
CREATE TEMPORARY TABLE passing (id integer);
DROP TABLE passing;
DO $do$ BEGIN EXECUTE 'COMMENT ON TABLE "odd""name''; --" IS ''Mine'''; END $do$;
BEGIN;
CREATE TABLE undone (id integer);
ROLLBACK;
DROP TABLE "odd""name'; --";
SELECT count(*) FROM migrate_ddl_log;
INSERT INTO migrate_ddl_log (logged_at, command, is_dropped, executed_by, acting_as) VALUES (now(), 'x', false, 'x', 'x');
DELETE FROM migrate_ddl_log;
SELECT nextval('migrate_ddl_log_ddl_id_seq');
RESET application_name;

-- A path of his own leads nothing astray.
CREATE SCHEMA AUTHORIZATION regress_migrate_stranger;
\c - regress_migrate_owner
GRANT CREATE ON DATABASE regress_migrate_drift TO regress_migrate_stranger;
\c - regress_migrate_stranger
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.current_query() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION hostile.ne(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE OPERATOR hostile.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.ne);
CREATE TABLE hostile.migrate_ddl_log (ddl_id bigint);
SET search_path = hostile, pg_catalog;
CREATE TABLE hostile.led (id integer);
RESET search_path;
SELECT count(*) FROM hostile.migrate_ddl_log;
DROP SCHEMA hostile CASCADE;

-- Migrations are not recorded here, nor what a rehearsal or a comparison makes.
\c - regress_migrate_owner
SELECT migrate_revision('Account', 'CREATE TABLE account (id integer)', 'DROP TABLE account', rev_id => 'account');
SELECT count(*) > 0 AS rehearsed FROM migrate_rehearse();
SELECT migrate_upgrade();
SELECT migrate_downgrade('base');
CALL migrate_deploy();
SELECT migrate_diff_sql('CREATE TABLE a (id integer)', 'CREATE TABLE b (id integer)') <> '' AS compared;
SELECT migrate_check();

-- The event triggers are ours, not a change of the schema.
\c - :superuser
SELECT migrate_watch_ddl(false);
SELECT count(*) FROM migrate_drift();
SELECT migrate_watch_ddl(true);
SELECT count(*) FROM migrate_drift();

SELECT ddl_id, command, object_type, object, is_dropped, executed_by, acting_as, client_address IS NULL AS by_socket,
    application_name, statement
FROM migrate_ddl_log ORDER BY ddl_id;

-- Statements that end their transaction on the way.
\c - regress_migrate_stranger
CREATE TABLE indexed (id integer);
CREATE INDEX CONCURRENTLY indexed_idx ON indexed (id);
REINDEX INDEX CONCURRENTLY indexed_idx;
DROP INDEX CONCURRENTLY indexed_idx;
VACUUM indexed;
CREATE MATERIALIZED VIEW shown AS SELECT * FROM indexed;
REFRESH MATERIALIZED VIEW shown;
\c - regress_migrate_owner
SELECT command, object, is_dropped FROM migrate_ddl_log WHERE object ~ 'indexed|shown' ORDER BY ddl_id;

-- What is recorded becomes statements: with approval, of nobody else.
SELECT migrate_setting('require_approval', 'on');
\c - :superuser
SELECT migrate_autogenerate('Adopt', adopt => true, rev_id => 'adopted');
\c - regress_migrate_owner
SELECT migrate_autogenerate('Adopt', adopt => true, rev_id => 'adopted');
SELECT upgrade, downgrade FROM migrate_script WHERE revision = 'adopted';
SELECT migrate_setting('require_approval', NULL);
SELECT migrate_check();

-- Nobody's trigger runs with the log's rights.
\c - regress_migrate_owner
TRUNCATE migrate_ddl_log;
CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped as %', current_user; END $$;
CREATE TRIGGER trap BEFORE INSERT ON migrate_ddl_log FOR EACH ROW EXECUTE FUNCTION trap();
\c - :superuser
CREATE TRIGGER trap BEFORE INSERT ON migrate_ddl_log FOR EACH ROW EXECUTE FUNCTION trap();
SELECT command, object FROM migrate_ddl_log ORDER BY ddl_id;
DROP FUNCTION trap() CASCADE;

-- A long statement is cut, and too long for a page.
\c - regress_migrate_stranger
SELECT format('CREATE TABLE long_one (id integer) /* %s */', string_agg(md5(i::text), '')) AS long_one
FROM generate_series(1, 10000) i \gset
:long_one;
\c - :superuser
SELECT object, length(statement), left(statement, 40) FROM migrate_ddl_log WHERE object = 'public.long_one';

-- A record that another server has made, where it cannot be read again.
CREATE ROLE regress_migrate_gone;
CREATE TABLE readable (id integer);
CREATE POLICY seen_by_gone ON readable TO regress_migrate_gone;
SELECT migrate_stamp('heads');
DROP POLICY seen_by_gone ON readable;
DROP ROLE regress_migrate_gone;
SELECT object, change FROM migrate_drift();
UPDATE migrate_schema SET reading_key = '130000 another server';
SELECT object, change FROM migrate_drift();
SELECT migrate_check();
SELECT migrate_stamp('heads');
SELECT count(*) FROM migrate_drift();
DROP TABLE readable;

-- What a deploy leaves that is killed behind its last revision; an upgrade with nothing to do makes up for it.
SELECT migrate_stamp('heads');
UPDATE migrate_schema SET hash = '', reading = '';
SELECT count(*) FROM migrate_drift();
SELECT migrate_upgrade();
SELECT count(*) FROM migrate_drift();

-- The statement goes on where it cannot be recorded.
CREATE INDEX expression ON migrate_ddl_log ((ddl_id % 2));
\c - regress_migrate_stranger
CREATE TABLE unrecorded (id integer);
\c - :superuser
DROP INDEX expression;
ALTER TABLE migrate_ddl_log ADD COLUMN more text;
DROP TABLE unrecorded;
SELECT count(*) FROM pg_class WHERE relname = 'unrecorded';
ALTER EXTENSION migrate DROP TABLE migrate_ddl_log;
DROP TABLE long_one;
\c - regress_migrate_owner
SELECT migrate_watch_ddl(false);
\c - :superuser
SELECT migrate_watch_ddl(false);
CREATE TABLE unwatched (id integer);
SELECT count(*) FROM pg_event_trigger;

-- The extension takes its event triggers along, with CASCADE as all that it has not made itself.
SET client_min_messages = warning;
DROP EXTENSION migrate CASCADE;
RESET client_min_messages;
DROP TABLE migrate_ddl_log;
CREATE EXTENSION migrate;
SELECT migrate_watch_ddl(true);
DROP EXTENSION migrate;
DROP EXTENSION migrate CASCADE;
SELECT count(*) FROM pg_event_trigger;
CREATE TABLE unwatched_again (id integer);
\c :home :superuser
DROP DATABASE regress_migrate_drift;
DROP ROLE regress_migrate_owner, regress_migrate_stranger, regress_migrate_group;
