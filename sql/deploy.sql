-- Pins: CALL migrate_deploy commits each revision where a procedure may, and is all-or-nothing where
-- it may not. Source: PostgreSQL 15 docs, CALL, and PL/pgSQL, "Transaction Management".
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
SELECT migrate_import($$
-- Revision ID: a
-- migrate:up
CREATE TYPE mood AS ENUM ('sad');
-- migrate:down
DROP TYPE mood;

-- Revision ID: b
-- Revises: a
-- migrate:up
ALTER TYPE mood ADD VALUE 'happy';
-- migrate:down

-- Revision ID: c
-- Revises: b
-- migrate:up
CREATE TABLE feeling (mood mood DEFAULT 'happy');
-- migrate:down
DROP TABLE feeling;

-- Revision ID: d
-- Revises: c
-- migrate:up
SELECT 1/0;
-- migrate:down
$$);

-- A value that was added to an enumerated type is usable after a commit only.
SELECT migrate_upgrade('c');
CALL migrate_deploy('c');
SELECT migrate_current();

-- The failure is in the log, what came before it stays, and the next call goes on.
CALL migrate_deploy();
SELECT migrate_current();
SELECT operation, revision, error FROM migrate_log ORDER BY log_id;
SELECT migrate_edit('d', 'CREATE TABLE d (id integer)', 'DROP TABLE d');
CALL migrate_deploy(result => NULL);
CALL migrate_deploy();

-- Inside a transaction block there is one transaction, the caller's.
SELECT migrate_downgrade('c');
BEGIN;
CALL migrate_deploy();
SELECT migrate_current();
ROLLBACK;
SELECT migrate_current();

-- A DO block outside a transaction block lets a procedure commit; one with a handler does not.
DO $$
DECLARE
    result text;
BEGIN
    CALL migrate_deploy('head', result);
    RAISE INFO '%', result;
    ROLLBACK;
END $$;
SELECT migrate_current();
SELECT migrate_downgrade('c');
DO $$
DECLARE
    result text;
BEGIN
    BEGIN
        CALL migrate_deploy('head', result);
        RAISE INFO '%', result;
        RAISE EXCEPTION 'undo';
    EXCEPTION WHEN raise_exception THEN
        RAISE INFO '%', migrate_current();
    END;
END $$;
SELECT migrate_current();

-- The caller's settings hold in every transaction of a deploy.
SELECT migrate_edit('d', 'CREATE TABLE d (id integer)');
SELECT migrate_revision('e', 'CREATE TABLE e (id integer)', '', rev_id => 'e');
CREATE SCHEMA elsewhere;
SET search_path = elsewhere, public;
SET default_transaction_isolation = 'repeatable read';
CALL migrate_deploy();
RESET default_transaction_isolation;
SHOW search_path;
RESET search_path;
SELECT oid::regclass FROM pg_class WHERE relname IN ('d', 'e') ORDER BY relname;

DROP EXTENSION migrate;
DROP TABLE feeling, elsewhere.d, elsewhere.e;
DROP TYPE mood;
DROP SCHEMA elsewhere;
