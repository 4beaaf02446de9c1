-- Pins: what CREATE EXTENSION makes, where it may go, and that DROP EXTENSION leaves nothing.
-- Source: PostgreSQL 15 docs, "Packaging Related Objects into an Extension".
CREATE EXTENSION migrate;
\dx+ migrate

-- Tables whose rows pg_dump carries.
SELECT c.oid::regclass AS config_table, cond AS condition
FROM pg_extension e, unnest(e.extconfig, e.extcondition) AS u(oid, cond)
JOIN pg_class c ON c.oid = u.oid
WHERE e.extname = 'migrate'
ORDER BY c.relname;

ALTER EXTENSION migrate SET SCHEMA pg_catalog;
DROP EXTENSION migrate;
SELECT count(*) FROM pg_class WHERE relname LIKE 'migrate%';
SELECT count(*) FROM pg_proc WHERE proname LIKE 'migrate%';

-- Any schema will do; our tables are found there, not on the search path.
CREATE SCHEMA "Odd schema";
CREATE EXTENSION migrate SCHEMA "Odd schema";
SELECT "Odd schema".migrate_revision('One', 'CREATE TABLE installed (id integer)', 'DROP TABLE installed', rev_id => 'one');
SELECT "Odd schema".migrate_upgrade();
SELECT "Odd schema".migrate_current();
SELECT oid::regclass FROM pg_class WHERE relname = 'installed';
ALTER SCHEMA "Odd schema" RENAME TO odd;
SELECT odd.migrate_downgrade('base');
DROP SCHEMA odd CASCADE;
SELECT count(*) FROM pg_extension WHERE extname = 'migrate';
