-- Pins: who calls migrate from a function, a DO block or a transaction gets PostgreSQL's own rules:
-- an error undoes what a handler's block did, and nothing else.
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
SELECT migrate_revision('One', 'CREATE TABLE one (id integer)', 'DROP TABLE one', rev_id => 'one');
SELECT migrate_revision('Two', 'CREATE TABLE two (id integer); SELECT 1/0', '', rev_id => 'two');

-- A handler keeps its transaction; the failed upgrade is undone as a whole.
DO $$
BEGIN
    CREATE TABLE mine (id integer);
    BEGIN
        PERFORM migrate_upgrade();
    EXCEPTION WHEN division_by_zero THEN
        RAISE INFO 'caught: %', SQLERRM;
    END;
    PERFORM migrate_upgrade('one');
END $$;
SELECT migrate_current(), to_regclass('mine'), to_regclass('one'), to_regclass('two');

-- A second call after an error that was caught, a hundred times.
DO $$
DECLARE
    errors integer := 0;
BEGIN
    FOR i IN 1..100 LOOP
        BEGIN
            PERFORM migrate_upgrade();
        EXCEPTION WHEN division_by_zero THEN
            errors := errors + 1;
        END;
    END LOOP;
    RAISE INFO '% errors, at %', errors, migrate_current();
END $$;

-- The caller's transaction decides.
BEGIN;
SELECT migrate_downgrade('base');
SELECT migrate_current();
ROLLBACK;
SELECT migrate_current();

-- In a transaction block that has failed nothing runs.
BEGIN;
SELECT migrate_upgrade();
SELECT migrate_current();
ROLLBACK;

-- A reading function reads what its statement began with, as every STABLE function does.
SELECT migrate_current() AS before, migrate_downgrade('base') AS change, migrate_current() AS within;
SELECT migrate_current();

-- Reading works where nothing can be written.
BEGIN READ ONLY;
SELECT migrate_current();
SELECT count(*) FROM migrate_history();
SELECT migrate_check();
ROLLBACK;
BEGIN READ ONLY;
SELECT migrate_upgrade('one');
ROLLBACK;

-- The caller's query uses the table that a script wants to change.
SELECT migrate_upgrade('one');
SELECT migrate_remove('two');
SELECT migrate_revision('Two', 'ALTER TABLE one ADD COLUMN note text', 'ALTER TABLE one DROP COLUMN note', rev_id => 'two');
INSERT INTO one VALUES (1);
SELECT migrate_upgrade() FROM one;
SELECT migrate_current();
SELECT migrate_upgrade() FROM (SELECT count(*) FROM mine) AS m;

-- Data and then DDL on one table with deferred constraints, in two scripts of one transaction; what
-- was deferred by default is deferred again in the next script.
CREATE TABLE parent (id integer PRIMARY KEY);
SELECT migrate_revision('Child', $$
CREATE TABLE child (id integer PRIMARY KEY, parent_id integer REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
INSERT INTO child VALUES (1, 1);
INSERT INTO parent VALUES (1);
$$, '', rev_id => 'child');
SELECT migrate_revision('Alter', $$
ALTER TABLE child ADD COLUMN note text;
INSERT INTO child VALUES (2, 2);
INSERT INTO parent VALUES (2);
$$, '', rev_id => 'alter');
SELECT migrate_upgrade();
TABLE child;

-- What the session does is shown while a script runs, and the caller's query again afterwards.
SELECT migrate_revision('Activity', $$
CREATE TABLE activity AS SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid();
$$, '', rev_id => 'activity');
SELECT migrate_upgrade();
TABLE activity;
SELECT migrate_upgrade(), (SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid());

-- Notices are for the person who waits: no context, the last word on who gets them is the session's.
SET migrate.notices = on;
\set SHOW_CONTEXT always
DO $$ BEGIN PERFORM migrate_downgrade('activity-1'); END $$;
\set SHOW_CONTEXT errors
SET client_min_messages = warning;
SELECT migrate_upgrade();
-- After an error too the session shows the caller's query.
DO $$
BEGIN
    PERFORM migrate_upgrade();
EXCEPTION WHEN duplicate_table THEN
    RAISE INFO '%', (SELECT left(query, 5) FROM pg_stat_activity WHERE pid = pg_backend_pid());
END $$;
RESET client_min_messages;
RESET migrate.notices;
SELECT migrate_setting('notices');

-- A query that runs in parallel workers calls us in its leader.
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT migrate_current(), count(note) FROM child;
SELECT migrate_current(), count(note) FROM child;

DROP EXTENSION migrate;
DROP TABLE mine, one, child, parent, activity;
