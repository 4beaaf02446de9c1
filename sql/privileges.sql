-- Pins: the owner of a database installs and uses migrate without a superuser; everybody else needs
-- to be granted it; a script runs with the rights of whoever applies it.
-- Source: contract, "Ownership"; PostgreSQL 15 docs, trusted extensions.
CREATE ROLE regress_migrate_owner LOGIN;
CREATE ROLE regress_migrate_deployer LOGIN;
CREATE ROLE regress_migrate_reader LOGIN;
CREATE DATABASE regress_migrate_privileges OWNER regress_migrate_owner;
\set superuser :USER
\set home :DBNAME
\c regress_migrate_privileges regress_migrate_owner

CREATE EXTENSION migrate;
SELECT extowner::regrole FROM pg_extension WHERE extname = 'migrate';
SELECT migrate_revision('Account', 'CREATE TABLE account (id integer)', 'DROP TABLE account', rev_id => 'account');
SELECT migrate_upgrade();
SELECT relowner::regrole FROM pg_class WHERE relname = 'account';
SELECT operation, revision, executed_by FROM migrate_log;
SELECT migrate_setting('notices', 'off');
SELECT migrate_downgrade('base');
SELECT migrate_edit('account', 'CREATE TABLE account (id bigint)');
CALL migrate_deploy();
SELECT migrate_stamp('base');
SELECT migrate_stamp('account');

-- Nobody else can change or read anything at first.
\c - regress_migrate_reader
SELECT migrate_revision('Mine', 'SELECT 1');
SELECT migrate_merge();
SELECT migrate_edit('account');
SELECT migrate_remove('account');
SELECT migrate_import('');
SELECT migrate_upgrade();
SELECT migrate_downgrade('base');
CALL migrate_deploy();
SELECT migrate_stamp('base');
SELECT migrate_setting('notices', 'on');
SELECT migrate_current();
INSERT INTO migrate_script (position, revision, upgrade) VALUES (2, 'x', 'SELECT 1');
SELECT count(*) FROM migrate_help();

-- The owner passes rights on.
\c - regress_migrate_owner
GRANT SELECT ON migrate_version, migrate_script, migrate_settings, migrate_model, migrate_schema
    TO regress_migrate_reader;
GRANT SELECT ON migrate_version, migrate_script, migrate_settings, migrate_model, migrate_schema
    TO regress_migrate_deployer;
GRANT INSERT, UPDATE, DELETE ON migrate_version TO regress_migrate_deployer;
GRANT SELECT, INSERT ON migrate_log TO regress_migrate_deployer;
GRANT INSERT, DELETE ON migrate_schema TO regress_migrate_deployer;
GRANT EXECUTE ON FUNCTION migrate_upgrade(text) TO regress_migrate_deployer;
SELECT migrate_revision('Drop', 'DROP TABLE account', rev_id => 'drop');

\c - regress_migrate_reader
SELECT migrate_current();
SELECT migrate_upgrade();

-- A script has no more rights than its caller.
\c - regress_migrate_deployer
SELECT migrate_upgrade();
SELECT migrate_current();

\c :home :superuser
DROP DATABASE regress_migrate_privileges;
DROP ROLE regress_migrate_owner, regress_migrate_deployer, regress_migrate_reader;
