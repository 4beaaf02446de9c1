-- Pins: our own statements can't be led astray by what lies on the search path; a script runs under
-- the caller's settings and leaves none of its own behind.
CREATE SCHEMA app;
CREATE EXTENSION migrate SCHEMA app;
SELECT app.migrate_setting('notices', 'off');

-- A schema that shadows everything that our statements could name without a schema.
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.trap() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION hostile.eq(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); END $$;
CREATE FUNCTION hostile.eq(character varying, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); END $$;
CREATE FUNCTION hostile.eq(character varying, character varying) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); END $$;
CREATE FUNCTION hostile.plus(bigint, integer) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); END $$;
CREATE FUNCTION hostile.max(bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); END $$;
CREATE FUNCTION hostile.now() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); END $$;
CREATE FUNCTION hostile.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); END $$;
CREATE OPERATOR hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.= (LEFTARG = character varying, RIGHTARG = text, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.= (LEFTARG = character varying, RIGHTARG = character varying, FUNCTION = hostile.eq);
CREATE OPERATOR hostile.+ (LEFTARG = bigint, RIGHTARG = integer, FUNCTION = hostile.plus);
CREATE TABLE hostile.migrate_version (version_num text);
CREATE TABLE hostile.migrate_script (revision text);
CREATE TABLE hostile.migrate_log (log_id bigint);
CREATE TABLE hostile.migrate_settings (name text, value text);
CREATE TABLE hostile.pg_constraint (oid oid);
CREATE DOMAIN hostile.text AS pg_catalog.text CHECK (false);
CREATE TEMPORARY TABLE migrate_version (version_num text);

SET search_path = hostile, pg_catalog, app;
SELECT app.migrate_revision('First', 'CREATE TABLE public.first (id integer PRIMARY KEY)', 'DROP TABLE public.first', rev_id => 'first');
SELECT app.migrate_revision('Second', 'CREATE TABLE second (id integer)', 'DROP TABLE second', rev_id => 'second');
SELECT app.migrate_upgrade();
SELECT app.migrate_current();
SELECT revision, is_applied FROM app.migrate_history();
SELECT app.migrate_setting('notices');
SELECT app.migrate_show('first') LIKE '-- First%';
SELECT app.migrate_downgrade('first');
CALL app.migrate_deploy();
-- The script saw the caller's search path.
SELECT schemaname FROM pg_catalog.pg_tables WHERE tablename = 'second';
SHOW search_path;
RESET search_path;

-- A script that changes the session: each way to set, a role, a search path.
SELECT app.migrate_revision('Settings', $$
SET search_path = hostile;
SET SESSION work_mem = '1MB';
SET LOCAL enable_seqscan = off;
SELECT pg_catalog.set_config('app.user', 'script', false);
SET TIME ZONE 'Asia/Tokyo';
SET ROLE pg_monitor;
CREATE TEMPORARY TABLE seen AS SELECT current_user AS role, current_setting('search_path') AS path,
    current_setting('TimeZone') AS zone, current_setting('jit') AS jit;
$$, '', rev_id => 'settings');
SELECT app.migrate_revision('Next', $$
CREATE TEMPORARY TABLE seen_next AS SELECT current_user::text AS role, current_setting('search_path') AS path,
    current_setting('TimeZone') AS zone, current_setting('DateStyle') AS style,
    current_setting('enable_seqscan') AS seqscan, current_setting('plan_cache_mode') AS plans,
    current_setting('app.user', true) AS app_user, current_setting('work_mem') AS work_mem;
$$, '', rev_id => 'next');
SET search_path = public, app;
SET TIME ZONE 'Europe/Paris';
SET DateStyle = 'SQL, DMY';
SET plan_cache_mode = force_custom_plan;
SELECT migrate_upgrade();
SELECT role, path, zone FROM seen;
SELECT role = session_user AS role, path, zone, style, seqscan, plans, app_user, work_mem FROM seen_next;
SELECT current_user = session_user AS role, current_setting('search_path') AS path,
       current_setting('TimeZone') AS zone, current_setting('DateStyle') AS style,
       current_setting('enable_seqscan') AS seqscan, current_setting('plan_cache_mode') AS plans,
       current_setting('app.user', true) AS app_user, current_setting('work_mem') AS work_mem;

-- The same after an error, and in a transaction that goes on after it.
SELECT migrate_revision('Fails', 'SET search_path = hostile; SET ROLE pg_monitor; SELECT 1/0', rev_id => 'fails');
SELECT migrate_upgrade();
SELECT current_user = session_user AS role, current_setting('search_path') AS path;
BEGIN;
SAVEPOINT before;
SELECT migrate_upgrade();
ROLLBACK TO before;
SELECT current_user = session_user AS role, current_setting('search_path') AS path;
COMMIT;
CALL migrate_deploy();
SELECT current_user = session_user AS role, current_setting('search_path') AS path;

-- Times don't depend on the session: a date in UTC, shown in the session's zone and style.
SELECT migrate_import($$-- Dated
--
-- Revision ID: dated
-- Revises: fails
-- Create Date: 2025-12-06 19:04:32.123456

-- migrate:up
$$);
SELECT revision, created_at FROM migrate_history('dated:dated');
SET TIME ZONE 'UTC';
SET DateStyle = 'ISO, MDY';
SELECT revision, created_at FROM migrate_history('dated:dated');

RESET ALL;
SET client_min_messages = warning;
DROP EXTENSION migrate;
DROP SCHEMA hostile, app CASCADE;
DROP TABLE public.first, pg_temp.migrate_version, seen, seen_next;
