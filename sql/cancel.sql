-- Pins: a timeout inside a script ends it as every statement, undoes the upgrade and stays what it is.
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
SELECT migrate_revision('Quick', 'CREATE TABLE quick (id integer)', 'DROP TABLE quick', rev_id => 'quick');
SELECT migrate_revision('Endless', 'CREATE TABLE endless (id integer); SELECT pg_sleep(3600)', '', rev_id => 'endless');

SET statement_timeout = '100ms';
SELECT migrate_upgrade();
SHOW statement_timeout;
SELECT migrate_current() IS NULL AS undone, to_regclass('quick');

-- One transaction for each revision: the first one stays.
CALL migrate_deploy();
RESET statement_timeout;
SELECT migrate_current(), to_regclass('quick'), to_regclass('endless');
SELECT operation, revision, error FROM migrate_log ORDER BY log_id;

-- A script can't switch the caller's timeout off for what follows it.
SELECT migrate_edit('endless', 'SET statement_timeout = 0; CREATE TABLE endless (id integer)');
SET statement_timeout = '1h';
SELECT migrate_upgrade();
SHOW statement_timeout;
RESET statement_timeout;

-- A cancel request from elsewhere, here from the session itself.
SELECT migrate_revision('Cancel', 'SELECT pg_cancel_backend(pg_backend_pid()); SELECT pg_sleep(3600)', '', rev_id => 'cancel');
SELECT migrate_upgrade();
SELECT migrate_current();

DROP EXTENSION migrate;
DROP TABLE quick, endless;
