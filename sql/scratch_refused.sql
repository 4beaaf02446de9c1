-- Pins: a schema's text cannot have statements that are not a schema's, that a rollback does not
-- undo, or that would reach the tables of the real schema; the error names the statement and its
-- line. What is left of the others' surface is run. Source: contract, section 4.2.
CREATE EXTENSION migrate;

-- The whole server's.
SELECT migrate_diff_sql('', E'CREATE TABLE a (id integer);\n\nCREATE ROLE regress_migrate_role;');
SELECT migrate_diff_sql('', 'CREATE USER regress_migrate_role');
SELECT migrate_diff_sql('', 'ALTER ROLE regress_migrate_role LOGIN');
SELECT migrate_diff_sql('', 'ALTER ROLE ALL SET work_mem = 64');
SELECT migrate_diff_sql('', 'ALTER ROLE regress_migrate_role RENAME TO regress_migrate_other');
SELECT migrate_diff_sql('', 'DROP ROLE regress_migrate_role');
SELECT migrate_diff_sql('', 'GRANT pg_monitor TO regress_migrate_role');
SELECT migrate_diff_sql('', 'REVOKE pg_monitor FROM regress_migrate_role');
SELECT migrate_diff_sql('', 'CREATE DATABASE regress_migrate_database');
SELECT migrate_diff_sql('', 'ALTER DATABASE regress_migrate_database SET work_mem = 64');
SELECT migrate_diff_sql('', 'ALTER DATABASE regress_migrate_database WITH CONNECTION LIMIT 1');
SELECT migrate_diff_sql('', 'ALTER DATABASE regress_migrate_database RENAME TO regress_migrate_other');
SELECT migrate_diff_sql('', 'ALTER DATABASE regress_migrate_database OWNER TO CURRENT_USER');
SELECT migrate_diff_sql('', 'DROP DATABASE regress_migrate_database');
SELECT migrate_diff_sql('', 'CREATE TABLESPACE regress_migrate_space LOCATION ''/nowhere''');
SELECT migrate_diff_sql('', 'ALTER TABLESPACE regress_migrate_space SET (seq_page_cost = 1)');
SELECT migrate_diff_sql('', 'ALTER TABLESPACE regress_migrate_space RENAME TO regress_migrate_other');
SELECT migrate_diff_sql('', 'DROP TABLESPACE regress_migrate_space');
SELECT migrate_diff_sql('', 'ALTER SYSTEM SET work_mem = 64');
SELECT migrate_diff_sql('', 'COMMENT ON DATABASE regress_migrate_database IS ''x''');
SELECT migrate_diff_sql('', 'COMMENT ON ROLE regress_migrate_role IS ''x''');
SELECT migrate_diff_sql('', 'COMMENT ON TABLESPACE regress_migrate_space IS ''x''');
SELECT migrate_diff_sql('', 'SECURITY LABEL ON ROLE regress_migrate_role IS ''x''');
SELECT migrate_diff_sql('', 'GRANT CONNECT ON DATABASE regress_migrate_database TO PUBLIC');
SELECT migrate_diff_sql('', 'REVOKE CREATE ON TABLESPACE regress_migrate_space FROM PUBLIC');

-- Transactions.
SELECT migrate_diff_sql('', 'BEGIN; CREATE TABLE a (id integer); COMMIT');
SELECT migrate_diff_sql('', 'CREATE TABLE a (id integer); COMMIT');
SELECT migrate_diff_sql('', 'SAVEPOINT a');
SELECT migrate_diff_sql('', 'PREPARE TRANSACTION ''a''');

-- Rows.
SELECT migrate_diff_sql('', 'CREATE TABLE a (id integer); COPY a FROM STDIN');
SELECT migrate_diff_sql('', 'COPY (SELECT 1) TO STDOUT');

-- What makes no object.
SELECT migrate_diff_sql('', 'VACUUM');
SELECT migrate_diff_sql('', 'ANALYZE');
SELECT migrate_diff_sql('', 'CLUSTER');
SELECT migrate_diff_sql('', 'REINDEX SCHEMA public');
SELECT migrate_diff_sql('', 'CHECKPOINT');

-- The session's.
SELECT migrate_diff_sql('', 'LISTEN a');
SELECT migrate_diff_sql('', 'UNLISTEN *');
SELECT migrate_diff_sql('', 'NOTIFY a');
SELECT migrate_diff_sql('', 'LOAD ''plpgsql''');
SELECT migrate_diff_sql('', 'PREPARE a AS SELECT 1');
SELECT migrate_diff_sql('', 'EXECUTE a');
SELECT migrate_diff_sql('', 'DEALLOCATE ALL');
SELECT migrate_diff_sql('', 'DISCARD ALL');

-- Reaching further than their names.
SELECT migrate_diff_sql('', 'DROP OWNED BY CURRENT_USER');
SELECT migrate_diff_sql('', 'REASSIGN OWNED BY CURRENT_USER TO CURRENT_USER');
SELECT migrate_diff_sql('', 'ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default');
SELECT migrate_diff_sql('', 'ALTER EXTENSION migrate DROP FUNCTION migrate_check()');
SELECT migrate_diff_sql('', 'CREATE SUBSCRIPTION a CONNECTION ''host=nowhere'' PUBLICATION a');
SELECT migrate_diff_sql('', 'CREATE SUBSCRIPTION a CONNECTION ''host=nowhere'' PUBLICATION a WITH (connect = true)');

-- What cannot be parsed is PostgreSQL's error, with its place.
SELECT migrate_diff_sql('', E'CREATE TABLE a (id integer);\nCREATE TABEL b ();');

-- Accepted: what pg_dump writes around a schema, rows, blocks, and how an index is to be built.
SELECT migrate_diff_sql('', $$
-- a comment alone;
;
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.a (id integer);
INSERT INTO public.a VALUES (1);
DO 'BEGIN EXECUTE ''CREATE TABLE public.b (id integer)''; END';
CREATE UNIQUE INDEX /* CONCURRENTLY */ CONCURRENTLY IF NOT EXISTS "concurrently" ON public.a (id);
CREATE INDEX CONCURRENTLY a_id ON public.a (id);
DROP INDEX CONCURRENTLY public.a_id;
CREATE SUBSCRIPTION regress_a CONNECTION 'host=nowhere' PUBLICATION a WITH (connect = false);
CREATE LANGUAGE plpgsql;
CREATE OR REPLACE PROCEDURAL LANGUAGE plpgsql;
CREATE SCHEMA public;
CREATE SCHEMA IF NOT EXISTS public;
$$);

-- Nothing is left of any of it.
SELECT count(*) FROM pg_roles WHERE rolname ~ '^regress_migrate';
SELECT to_regclass('a'), to_regclass('b'), current_setting('search_path');
DROP EXTENSION migrate;
