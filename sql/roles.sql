-- Pins: the rights that the reference gives to read, write, apply and approve are enough, each for
-- itself; with require_approval no role gets another to run its text unseen.
-- Source: reference, "Who may do what".
CREATE ROLE regress_migrate_owner LOGIN;
CREATE ROLE regress_migrate_reader LOGIN;
CREATE ROLE regress_migrate_author LOGIN;
CREATE ROLE regress_migrate_deployer LOGIN;
CREATE ROLE regress_migrate_approver LOGIN;
CREATE DATABASE regress_migrate_roles OWNER regress_migrate_owner;
\set superuser :USER
\set home :DBNAME
\c regress_migrate_roles regress_migrate_owner
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
GRANT CREATE ON SCHEMA public TO regress_migrate_deployer;
GRANT CREATE ON DATABASE regress_migrate_roles TO regress_migrate_author;

-- Read.
GRANT SELECT ON migrate_version, migrate_script, migrate_seal, migrate_approval, migrate_log,
    migrate_settings, migrate_model, migrate_progress, migrate_schema
    TO regress_migrate_reader, regress_migrate_author, regress_migrate_deployer, regress_migrate_approver;
-- Write.
GRANT DELETE, INSERT (position, is_head, revision, down_revision, branch_labels, depends_on, message,
        create_date, upgrade, upgrade_transactional, downgrade, downgrade_transactional, hash),
    UPDATE (is_head, hash) ON migrate_script TO regress_migrate_author;
GRANT INSERT, DELETE ON migrate_seal TO regress_migrate_author;
GRANT EXECUTE ON FUNCTION
    migrate_revision(text, text, text, text, boolean, text, text, text),
    migrate_merge(text, text, text, text, boolean), migrate_edit(text, text, text, text),
    migrate_remove(text), migrate_import(text) TO regress_migrate_author;
GRANT DELETE, INSERT (ddl, schemas, reading, reading_key, digest) ON migrate_model TO regress_migrate_author;
GRANT EXECUTE ON FUNCTION migrate_set_model(text, text),
    migrate_autogenerate(text, text, boolean, text, text, text, boolean) TO regress_migrate_author;
-- Apply.
GRANT INSERT, UPDATE, DELETE ON migrate_version TO regress_migrate_deployer;
GRANT INSERT ON migrate_log TO regress_migrate_deployer;
GRANT DELETE, INSERT (version_rows, hash, reading, reading_key, recorded_at) ON migrate_schema
    TO regress_migrate_deployer;
GRANT INSERT, UPDATE, DELETE ON migrate_progress TO regress_migrate_deployer;
GRANT EXECUTE ON FUNCTION migrate_upgrade(text), migrate_downgrade(text),
    migrate_stamp(text, boolean) TO regress_migrate_deployer;
GRANT EXECUTE ON PROCEDURE migrate_deploy(text, text) TO regress_migrate_deployer;
-- Approve.
GRANT INSERT (revision, hash, approved_at) ON migrate_approval TO regress_migrate_approver;
GRANT EXECUTE ON FUNCTION migrate_approve(text, text) TO regress_migrate_approver;

-- Who writes scripts writes all of the history, and runs nothing.
\c - regress_migrate_author
SELECT migrate_revision('Account', 'CREATE TABLE account (id integer)', 'DROP TABLE account', rev_id => 'account');
SELECT migrate_revision('Left', '', '', 'account', rev_id => 'left');
SELECT migrate_revision('Right', '', '', 'account', true, rev_id => 'right');
SELECT migrate_merge(rev_id => 'merged');
SELECT migrate_edit('left', 'SELECT 1');
SELECT migrate_remove('merged');
SELECT migrate_import(migrate_export());
SELECT migrate_merge(rev_id => 'merged');
SELECT migrate_upgrade();
SELECT migrate_approve('account');
SELECT migrate_setting('require_approval', 'off');
INSERT INTO migrate_version VALUES ('account');
INSERT INTO migrate_approval VALUES ('account', '', 'somebody', now());
UPDATE migrate_settings SET value = 'off';
DELETE FROM migrate_log;

-- Who applies them changes none.
\c - regress_migrate_deployer
SELECT migrate_upgrade('account');
CALL migrate_deploy();
SELECT migrate_downgrade('account');
SELECT migrate_stamp('merged');
SELECT migrate_downgrade('base');
SELECT operation, revision, executed_by, application_name, s.hash = l.hash AS same_hash
FROM migrate_log l LEFT JOIN migrate_script s USING (revision) ORDER BY log_id;
SELECT migrate_edit('account', 'SELECT 1');
UPDATE migrate_script SET upgrade = 'SELECT 1';
DELETE FROM migrate_log;
UPDATE migrate_log SET error = NULL;
SELECT migrate_approve('account');

-- Who reads reads.
\c - regress_migrate_reader
SELECT migrate_current();
SELECT revision, is_applied FROM migrate_history();
SELECT count(*) FROM migrate_plan();
SELECT migrate_check();
SELECT migrate_upgrade();

-- With approval.
\c - regress_migrate_owner
SELECT migrate_setting('require_approval', 'on');
\c - regress_migrate_deployer
SELECT migrate_upgrade('account');
CALL migrate_deploy('account');
SET migrate.require_approval = off;
SELECT migrate_upgrade('account');

\c - regress_migrate_approver
SELECT migrate_approve('account', hash) FROM migrate_history(':account');
SELECT revision, approved_by, approved_at <= now() AS is_past FROM migrate_approval;
\c - regress_migrate_author
SELECT migrate_edit('account', 'CREATE TABLE account (id integer); ALTER ROLE regress_migrate_author SUPERUSER');
\c - regress_migrate_deployer
SELECT migrate_upgrade('account');

-- The author can write the table, but neither the hash that was approved, nor another one that passes.
\c - regress_migrate_author
SELECT migrate_edit('account', 'CREATE TABLE account (id integer)');
UPDATE migrate_script SET upgrade = 'ALTER ROLE regress_migrate_author SUPERUSER';
INSERT INTO migrate_script (position, revision, stored_by) VALUES (99, 'x', 'somebody');
BEGIN;
CREATE TEMPORARY TABLE forged ON COMMIT DROP AS SELECT * FROM migrate_script WHERE revision = 'account';
DELETE FROM migrate_script WHERE revision = 'account';
INSERT INTO migrate_script (position, revision, upgrade, create_date, message, hash)
SELECT position, revision, 'ALTER ROLE regress_migrate_author SUPERUSER', create_date, message, hash FROM forged;
COMMIT;
\c - regress_migrate_deployer
SELECT migrate_upgrade('account');
\c - regress_migrate_approver
SELECT migrate_approve('account');
\c - regress_migrate_author
SELECT migrate_edit('account', 'CREATE TABLE account (id integer)');
SELECT migrate_import(migrate_show('account'));
SELECT stored_by FROM migrate_script WHERE revision = 'account';
\c - regress_migrate_deployer
SELECT migrate_upgrade('account');
\c - regress_migrate_author
SELECT migrate_edit('account', 'CREATE TABLE account (id integer)', 'DROP TABLE account');
\c - regress_migrate_deployer
SELECT migrate_upgrade('account');

-- Nobody approves a text of his own.
\c - regress_migrate_owner
GRANT INSERT (revision, hash, approved_at) ON migrate_approval TO regress_migrate_author;
GRANT EXECUTE ON FUNCTION migrate_approve(text, text) TO regress_migrate_author;
\c - regress_migrate_author
SELECT migrate_approve('left');
INSERT INTO migrate_approval (revision, hash, approved_at) SELECT revision, hash, now() FROM migrate_heads();
INSERT INTO migrate_approval (revision, hash, approved_at, approved_by) SELECT revision, hash, now(), 'somebody' FROM migrate_heads();
\c - regress_migrate_deployer
SELECT migrate_upgrade('left');

-- Nor has a model of his run with another's rights.
SELECT migrate_set_model('CREATE TABLE account (id integer)', 'public');
\c - regress_migrate_owner
SELECT change FROM migrate_diff();
SELECT migrate_set_model(migrate_model(), 'public');
SELECT change FROM migrate_diff();

-- What lies on the search path leads nobody astray.
\c - regress_migrate_author
CREATE SCHEMA hostile;
GRANT USAGE ON SCHEMA hostile TO PUBLIC;
CREATE FUNCTION hostile.trap(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION hostile.sha256(bytea) RETURNS bytea LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION hostile.host(inet) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION hostile.inet_client_addr() RETURNS inet LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION hostile.eq(character varying, character varying) RETURNS boolean LANGUAGE sql AS $$ SELECT hostile.trap($1::text, $2::text) $$;
CREATE OPERATOR hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.trap);
CREATE OPERATOR hostile.= (LEFTARG = character varying, RIGHTARG = character varying, FUNCTION = hostile.eq);
CREATE TABLE hostile.migrate_approval (revision text, hash text);
CREATE TABLE hostile.migrate_seal (revision text, hash text);
CREATE TABLE hostile.migrate_settings (name text, value text);
GRANT ALL ON ALL TABLES IN SCHEMA hostile TO PUBLIC;
\c - regress_migrate_approver
SET search_path = hostile, pg_catalog, public;
SELECT public.migrate_approve('left');
\c - regress_migrate_deployer
SET search_path = hostile, pg_catalog, public;
SELECT public.migrate_upgrade('left');
SELECT public.migrate_check();
SELECT pg_catalog.count(*) FROM hostile.migrate_approval;

\c :home :superuser
SELECT rolsuper FROM pg_roles WHERE rolname = 'regress_migrate_author';
DROP DATABASE regress_migrate_roles;
DROP ROLE regress_migrate_owner, regress_migrate_reader, regress_migrate_author, regress_migrate_deployer,
    regress_migrate_approver;
