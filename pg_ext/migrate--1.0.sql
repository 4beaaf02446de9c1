-- Installs extension migrate 1.0. From its release on it is never edited: what changes later goes
-- into update scripts.

\echo Use "CREATE EXTENSION migrate" to load this file. \quit

-- Tables. They belong to the extension, their rows to the user: pg_dump carries them.

CREATE TABLE @extschema@.migrate_version (
    version_num varchar(255) NOT NULL PRIMARY KEY
);

CREATE TABLE @extschema@.migrate_script (
    position bigint NOT NULL UNIQUE,
    is_head boolean NOT NULL DEFAULT true,
    revision varchar(255) PRIMARY KEY,
    down_revision text NOT NULL DEFAULT '',
    branch_labels text NOT NULL DEFAULT '',
    depends_on text NOT NULL DEFAULT '',
    message text NOT NULL DEFAULT '',
    create_date text NOT NULL DEFAULT '',
    upgrade text NOT NULL DEFAULT '',
    upgrade_transactional boolean NOT NULL DEFAULT true,
    downgrade text,
    downgrade_transactional boolean NOT NULL DEFAULT true,
    hash text NOT NULL DEFAULT '',
    stored_by text DEFAULT SESSION_USER
);

-- So that an upgrade of a database that is at head need not read the history.
CREATE INDEX migrate_script_is_head_idx ON @extschema@.migrate_script (revision) WHERE is_head;

CREATE TABLE @extschema@.migrate_seal (
    revision varchar(255) PRIMARY KEY,
    hash text NOT NULL
);

CREATE TABLE @extschema@.migrate_approval (
    revision varchar(255) NOT NULL,
    hash text NOT NULL,
    approved_by text NOT NULL DEFAULT SESSION_USER,
    approved_at timestamp with time zone NOT NULL,
    PRIMARY KEY (revision, hash, approved_by)
);

CREATE TABLE @extschema@.migrate_log (
    log_id bigint PRIMARY KEY,
    logged_at timestamp with time zone NOT NULL,
    operation text NOT NULL,
    revision text,
    executed_by text,
    client_address text,
    application_name text,
    duration_ms double precision,
    error text,
    hash text
);

CREATE TABLE @extschema@.migrate_settings (
    name text PRIMARY KEY,
    value text NOT NULL
);

-- The key keeps it to one row, and lets a publication FOR ALL TABLES have its changes.
CREATE TABLE @extschema@.migrate_model (
    is_set boolean PRIMARY KEY DEFAULT true CHECK (is_set),
    ddl text NOT NULL,
    schemas text NOT NULL,
    reading text,
    reading_key text,
    digest text,
    stored_by text DEFAULT SESSION_USER
);

CREATE TABLE @extschema@.migrate_progress (
    revision varchar(255) NOT NULL,
    operation text NOT NULL,
    statement integer NOT NULL,
    sql text NOT NULL,
    state text NOT NULL,
    before text,
    noted_at timestamp with time zone NOT NULL,
    PRIMARY KEY (revision, operation, statement)
);

-- Without it a publication of all tables makes the row's replacement an error.
ALTER TABLE @extschema@.migrate_model REPLICA IDENTITY FULL;

CREATE TABLE @extschema@.migrate_schema (
    is_set boolean PRIMARY KEY DEFAULT true CHECK (is_set),
    version_rows text NOT NULL,
    hash text NOT NULL,
    reading text NOT NULL,
    reading_key text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text DEFAULT SESSION_USER
);

CREATE TABLE @extschema@.migrate_ddl_log (
    ddl_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    logged_at timestamp with time zone NOT NULL,
    command text NOT NULL,
    object_type text,
    object text,
    is_dropped boolean NOT NULL,
    executed_by text NOT NULL,
    acting_as text NOT NULL,
    client_address text,
    application_name text,
    statement text
);

SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_version', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_script', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_seal', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_approval', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_log', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_settings', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_model', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_schema', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_ddl_log', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_ddl_log_ddl_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.migrate_progress', '');

COMMENT ON TABLE @extschema@.migrate_version IS
    'The applied heads, one row for each, as in Alembic''s alembic_version';
COMMENT ON COLUMN @extschema@.migrate_version.version_num IS 'Id of an applied revision';

COMMENT ON TABLE @extschema@.migrate_script IS
    'The stored revisions; change them with migrate_revision, migrate_edit and migrate_import only';
COMMENT ON COLUMN @extschema@.migrate_script.position IS
    'Order in which the revisions were stored';
COMMENT ON COLUMN @extschema@.migrate_script.is_head IS
    'Whether no other revision revises it; kept by the functions that change the history';
COMMENT ON COLUMN @extschema@.migrate_script.revision IS
    'Id';
COMMENT ON COLUMN @extschema@.migrate_script.down_revision IS
    'Ids of the revisions that this one revises, comma-separated; empty for a base';
COMMENT ON COLUMN @extschema@.migrate_script.branch_labels IS
    'Labels that this revision declares, comma-separated';
COMMENT ON COLUMN @extschema@.migrate_script.depends_on IS
    'Ids or labels of the revisions that must be applied before, comma-separated';
COMMENT ON COLUMN @extschema@.migrate_script.message IS
    'What the revision is for';
COMMENT ON COLUMN @extschema@.migrate_script.create_date IS
    'Date and time of creation, in UTC unless an offset is given';
COMMENT ON COLUMN @extschema@.migrate_script.upgrade IS
    'Script that applies the revision';
COMMENT ON COLUMN @extschema@.migrate_script.upgrade_transactional IS
    'False for a script whose statements refuse a transaction';
COMMENT ON COLUMN @extschema@.migrate_script.downgrade IS
    'Script that reverts the revision; NULL for an irreversible one';
COMMENT ON COLUMN @extschema@.migrate_script.downgrade_transactional IS
    'False for a script whose statements refuse a transaction';

COMMENT ON COLUMN @extschema@.migrate_script.hash IS
    'SHA-256 of the script and of the hashes of all that it stands on; kept by the functions';

COMMENT ON COLUMN @extschema@.migrate_script.stored_by IS
    'Session user who stored it as it is';

COMMENT ON TABLE @extschema@.migrate_seal IS
    'The heads of the history as the functions have left them, for migrate_check';
COMMENT ON COLUMN @extschema@.migrate_seal.revision IS
    'Id of a revision that no other revises';
COMMENT ON COLUMN @extschema@.migrate_seal.hash IS
    'Its hash';

COMMENT ON TABLE @extschema@.migrate_approval IS
    'Who has approved which revision, for setting require_approval';
COMMENT ON COLUMN @extschema@.migrate_approval.revision IS
    'Id';
COMMENT ON COLUMN @extschema@.migrate_approval.hash IS
    'Hash of the revision as it was approved';
COMMENT ON COLUMN @extschema@.migrate_approval.approved_by IS
    'Session user who approved it';
COMMENT ON COLUMN @extschema@.migrate_approval.approved_at IS
    'When';

COMMENT ON TABLE @extschema@.migrate_log IS
    'Every upgrade, downgrade and stamp, and the failures that could be logged';
COMMENT ON COLUMN @extschema@.migrate_log.log_id IS
    'Order of the entries';
COMMENT ON COLUMN @extschema@.migrate_log.logged_at IS
    'When the operation ended';
COMMENT ON COLUMN @extschema@.migrate_log.operation IS
    'upgrade, downgrade, stamp or failure';
COMMENT ON COLUMN @extschema@.migrate_log.revision IS
    'Id of the revision; NULL where the operation is not about one';
COMMENT ON COLUMN @extschema@.migrate_log.executed_by IS
    'Name of the sessions user';
COMMENT ON COLUMN @extschema@.migrate_log.client_address IS
    'Address of its client; NULL for a Unix socket';
COMMENT ON COLUMN @extschema@.migrate_log.application_name IS
    'Name that the client gave itself';
COMMENT ON COLUMN @extschema@.migrate_log.duration_ms IS
    'Duration in milliseconds';
COMMENT ON COLUMN @extschema@.migrate_log.error IS
    'Message and context of a failure';
COMMENT ON COLUMN @extschema@.migrate_log.hash IS
    'Hash of the revision as it was then';

COMMENT ON TABLE @extschema@.migrate_settings IS
    'Settings that differ from their defaults; change them with migrate_setting';
COMMENT ON COLUMN @extschema@.migrate_settings.name IS
    'Name of the setting';
COMMENT ON COLUMN @extschema@.migrate_settings.value IS
    'Its value';

COMMENT ON TABLE @extschema@.migrate_model IS
    'The desired schema, one row at most; change it with migrate_set_model';
COMMENT ON COLUMN @extschema@.migrate_model.is_set IS
    'True: there is one row at most';
COMMENT ON COLUMN @extschema@.migrate_model.ddl IS
    'Its DDL';
COMMENT ON COLUMN @extschema@.migrate_model.schemas IS
    'The schemas that it describes, comma-separated, or * for all';
COMMENT ON COLUMN @extschema@.migrate_model.reading IS
    'What the server reads in it, not for people';
COMMENT ON COLUMN @extschema@.migrate_model.reading_key IS
    'The server and extensions that the reading is of';
COMMENT ON COLUMN @extschema@.migrate_model.digest IS
    'SHA-256 of what is compared of the reading';
COMMENT ON COLUMN @extschema@.migrate_model.stored_by IS
    'Session user who stored it';

COMMENT ON TABLE @extschema@.migrate_schema IS
    'The schema as migrations have left it, one row at most, for migrate_check and migrate_drift';
COMMENT ON COLUMN @extschema@.migrate_schema.is_set IS
    'True: there is one row at most';
COMMENT ON COLUMN @extschema@.migrate_schema.version_rows IS
    'The applied heads when it was recorded, comma-separated';
COMMENT ON COLUMN @extschema@.migrate_schema.hash IS
    'SHA-256 of the schema, the same wherever the same objects are; empty: still to be recorded';
COMMENT ON COLUMN @extschema@.migrate_schema.reading IS
    'What the server read, not for people';
COMMENT ON COLUMN @extschema@.migrate_schema.reading_key IS
    'The server and extensions that the reading is of';
COMMENT ON COLUMN @extschema@.migrate_schema.recorded_at IS
    'When';
COMMENT ON COLUMN @extschema@.migrate_schema.recorded_by IS
    'Session user who recorded it';

COMMENT ON TABLE @extschema@.migrate_ddl_log IS
    'Who has changed the schema outside of migrations, while migrate_watch_ddl(true) is in force';
COMMENT ON SEQUENCE @extschema@.migrate_ddl_log_ddl_id_seq IS
    'Ids of migrate_ddl_log';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.ddl_id IS
    'Order of the entries';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.logged_at IS
    'When the statement ended';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.command IS
    'Which command it was: CREATE TABLE';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.object_type IS
    'What was created, changed or dropped: table';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.object IS
    'Its name, with its schema; NULL where the server tells none';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.is_dropped IS
    'Whether it is gone';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.executed_by IS
    'Name of the sessions user';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.acting_as IS
    'Role whose rights it was done with';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.client_address IS
    'Address of the client; NULL for a Unix socket';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.application_name IS
    'Name that the client gave itself';
COMMENT ON COLUMN @extschema@.migrate_ddl_log.statement IS
    'What the client had sent';

COMMENT ON TABLE @extschema@.migrate_progress IS
    'How far scripts have come that run outside of a transaction; empty when none is under way';
COMMENT ON COLUMN @extschema@.migrate_progress.revision IS
    'Id of the revision';
COMMENT ON COLUMN @extschema@.migrate_progress.operation IS
    'upgrade or downgrade';
COMMENT ON COLUMN @extschema@.migrate_progress.statement IS
    'Number of the statement in its script, from 1';
COMMENT ON COLUMN @extschema@.migrate_progress.sql IS
    'Text of the statement';
COMMENT ON COLUMN @extschema@.migrate_progress.state IS
    'begun or done';
COMMENT ON COLUMN @extschema@.migrate_progress.before IS
    'Indexes that were there when the statement was begun, one on each line';
COMMENT ON COLUMN @extschema@.migrate_progress.noted_at IS
    'When the row was written';

-- Authoring.

CREATE FUNCTION @extschema@.migrate_revision(
    message text DEFAULT NULL, upgrade text DEFAULT NULL, downgrade text DEFAULT NULL,
    head text DEFAULT 'head', splice boolean DEFAULT false, branch_label text DEFAULT NULL,
    depends_on text DEFAULT NULL, rev_id text DEFAULT NULL)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_revision(text, text, text, text, boolean, text, text, text) IS
    'Stores a revision and returns its id';

CREATE FUNCTION @extschema@.migrate_autogenerate(
    message text DEFAULT NULL, head text DEFAULT 'head', splice boolean DEFAULT false,
    branch_label text DEFAULT NULL, depends_on text DEFAULT NULL, rev_id text DEFAULT NULL,
    adopt boolean DEFAULT false)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_autogenerate(text, text, boolean, text, text, text, boolean) IS
    'Stores the difference between the schema and the model as a revision and returns its id';

CREATE FUNCTION @extschema@.migrate_merge(
    revisions text DEFAULT 'heads', message text DEFAULT NULL, branch_label text DEFAULT NULL,
    rev_id text DEFAULT NULL, splice boolean DEFAULT false)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_merge(text, text, text, text, boolean) IS
    'Stores a revision that merges several heads and returns its id';

CREATE FUNCTION @extschema@.migrate_edit(
    revision text, upgrade text DEFAULT NULL, downgrade text DEFAULT NULL,
    message text DEFAULT NULL)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_edit(text, text, text, text) IS
    'Changes the scripts or the message of a revision that is not applied';

CREATE FUNCTION @extschema@.migrate_remove(revision text)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_remove(text) IS
    'Removes a head that is not applied';

CREATE FUNCTION @extschema@.migrate_import(scripts text)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_import(text) IS
    'Stores all scripts of a text, in any order, all or nothing';

CREATE FUNCTION @extschema@.migrate_export(range text DEFAULT NULL)
RETURNS text
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_export(text) IS
    'Returns the stored scripts as one text';

CREATE FUNCTION @extschema@.migrate_approve(revision text, hash text DEFAULT NULL)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_approve(text, text) IS
    'Approves revisions as they are, for setting require_approval';

CREATE FUNCTION @extschema@.migrate_set_model(ddl text, schemas text DEFAULT NULL)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_set_model(text, text) IS
    'Stores the desired schema, given as DDL';

CREATE FUNCTION @extschema@.migrate_model()
RETURNS text
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_model() IS
    'Returns the desired schema''s DDL';

-- Applying.

CREATE FUNCTION @extschema@.migrate_upgrade(target text DEFAULT 'head')
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_upgrade(text) IS
    'Applies all revisions up to the target in one transaction';

CREATE FUNCTION @extschema@.migrate_downgrade(target text)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_downgrade(text) IS
    'Reverts all revisions above the target in one transaction';

CREATE PROCEDURE @extschema@.migrate_deploy(target text DEFAULT 'head', INOUT result text DEFAULT NULL)
LANGUAGE c AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON PROCEDURE @extschema@.migrate_deploy(text, text) IS
    'Applies all revisions up to the target, each in its own transaction';

CREATE FUNCTION @extschema@.migrate_stamp(target text, purge boolean DEFAULT false)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_stamp(text, boolean) IS
    'Records revisions as applied without running their scripts';

CREATE FUNCTION @extschema@.migrate_rehearse(target text DEFAULT 'head')
RETURNS TABLE (
    revision text, direction text, statement_number bigint, line bigint, statement text,
    duration_ms double precision, locks text, rewritten text, rows_changed bigint,
    bytes_written bigint, result text, detail text)
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_rehearse(text) IS
    'Runs the pending revisions, lists what each statement costs, and undoes all of it';

CREATE FUNCTION @extschema@.migrate_verify(range text DEFAULT NULL)
RETURNS TABLE (revision text, result text, detail text)
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_verify(text) IS
    'Runs revisions up, down and up again, lists what differs then, and undoes all of it';

CREATE FUNCTION @extschema@.migrate_upgrade_sql(target text DEFAULT 'head')
RETURNS text
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_upgrade_sql(text) IS
    'Returns an upgrade as a script that needs no extension';

CREATE FUNCTION @extschema@.migrate_downgrade_sql(range text)
RETURNS text
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_downgrade_sql(text) IS
    'Returns a downgrade as a script that needs no extension';

-- Looking.

CREATE FUNCTION @extschema@.migrate_current(check_heads boolean DEFAULT false)
RETURNS text
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_current(boolean) IS
    'Returns the applied heads, one on each line';

CREATE FUNCTION @extschema@.migrate_history(range text DEFAULT NULL)
RETURNS TABLE (
    revision text, down_revision text, branch_labels text, depends_on text, message text,
    is_head boolean, is_branch_point boolean, is_merge_point boolean, is_applied boolean,
    is_current boolean, created_at timestamp with time zone, applied_at timestamp with time zone,
    hash text)
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_history(text) IS
    'Lists the revisions, newest first';

CREATE FUNCTION @extschema@.migrate_heads()
RETURNS TABLE (
    revision text, down_revision text, branch_labels text, depends_on text, message text,
    is_head boolean, is_branch_point boolean, is_merge_point boolean, is_applied boolean,
    is_current boolean, created_at timestamp with time zone, applied_at timestamp with time zone,
    hash text)
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_heads() IS
    'Lists the revisions that no other revises';

CREATE FUNCTION @extschema@.migrate_branches()
RETURNS TABLE (
    revision text, down_revision text, branch_labels text, depends_on text, message text,
    is_head boolean, is_branch_point boolean, is_merge_point boolean, is_applied boolean,
    is_current boolean, created_at timestamp with time zone, applied_at timestamp with time zone,
    hash text)
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_branches() IS
    'Lists the revisions that several others revise';

CREATE FUNCTION @extschema@.migrate_show(revision text)
RETURNS text
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_show(text) IS
    'Returns a revision as a script';

CREATE FUNCTION @extschema@.migrate_plan(target text DEFAULT 'head')
RETURNS TABLE (step bigint, operation text, revision text, message text, reason text)
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_plan(text) IS
    'Lists the steps that an upgrade or downgrade to the target would take';

CREATE FUNCTION @extschema@.migrate_lint(target text DEFAULT 'head')
RETURNS TABLE (revision text, rule text, severity text, number bigint, line bigint, statement text,
    why text, instead text)
LANGUAGE c STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_lint(text) IS
    'Lists what could go wrong with the upgrade scripts up to the target';

CREATE FUNCTION @extschema@.migrate_diff()
RETURNS TABLE (kind text, object text, change text, statement text, hazard text, reason text)
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_diff() IS
    'Lists the statements that turn the schema into the model';

CREATE FUNCTION @extschema@.migrate_diff_sql(from_ddl text, to_ddl text)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_diff_sql(text, text) IS
    'Returns a script that turns one schema, given as DDL, into another';

CREATE FUNCTION @extschema@.migrate_drift()
RETURNS TABLE (kind text, object text, change text, detail text)
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_drift() IS
    'Lists what was changed of the schema outside of migrations';

-- Reads the model in a scratch area where its stored reading is of another server.
CREATE FUNCTION @extschema@.migrate_check()
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_check() IS
    'Raises an error that lists what is pending or was changed, if anything is';

-- Watching. Writes migrate_ddl_log, which who changes the schema need not be allowed to do; the
-- library's source says how it does that without lending any rights.

CREATE FUNCTION @extschema@.migrate_record_ddl()
RETURNS event_trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_record_ddl';
COMMENT ON FUNCTION @extschema@.migrate_record_ddl() IS
    'Records what changes the schema outside of migrations; for migrate_watch_ddl';

CREATE FUNCTION @extschema@.migrate_watch_ddl(watch boolean)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_watch_ddl(boolean) IS
    'Starts or ends recording who changes the schema outside of migrations';

-- Settings and help.

CREATE FUNCTION @extschema@.migrate_setting(name text)
RETURNS text
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_setting(text) IS
    'Returns a setting';

CREATE FUNCTION @extschema@.migrate_setting(name text, value text)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_setting(text, text) IS
    'Stores a setting; NULL brings back its default';

CREATE FUNCTION @extschema@.migrate_help()
RETURNS TABLE (function text, description text)
LANGUAGE c STABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'migrate_call';
COMMENT ON FUNCTION @extschema@.migrate_help() IS
    'Lists these functions';

-- Rights. Scripts run with the rights of whoever applies them, so storing and applying are for those
-- who may act as the database's owner does. The installing role gets, and may pass on, what a
-- superuser's script has made on its behalf.

REVOKE ALL ON ROUTINE
    @extschema@.migrate_revision(text, text, text, text, boolean, text, text, text),
    @extschema@.migrate_autogenerate(text, text, boolean, text, text, text, boolean),
    @extschema@.migrate_merge(text, text, text, text, boolean),
    @extschema@.migrate_edit(text, text, text, text),
    @extschema@.migrate_remove(text),
    @extschema@.migrate_import(text),
    @extschema@.migrate_approve(text, text),
    @extschema@.migrate_set_model(text, text),
    @extschema@.migrate_upgrade(text),
    @extschema@.migrate_downgrade(text),
    @extschema@.migrate_deploy(text, text),
    @extschema@.migrate_stamp(text, boolean),
    @extschema@.migrate_rehearse(text),
    @extschema@.migrate_verify(text),
    @extschema@.migrate_watch_ddl(boolean),
    @extschema@.migrate_setting(text, text)
FROM PUBLIC;

GRANT EXECUTE ON ROUTINE
    @extschema@.migrate_revision(text, text, text, text, boolean, text, text, text),
    @extschema@.migrate_autogenerate(text, text, boolean, text, text, text, boolean),
    @extschema@.migrate_merge(text, text, text, text, boolean),
    @extschema@.migrate_edit(text, text, text, text),
    @extschema@.migrate_remove(text),
    @extschema@.migrate_import(text),
    @extschema@.migrate_approve(text, text),
    @extschema@.migrate_set_model(text, text),
    @extschema@.migrate_upgrade(text),
    @extschema@.migrate_downgrade(text),
    @extschema@.migrate_deploy(text, text),
    @extschema@.migrate_stamp(text, boolean),
    @extschema@.migrate_rehearse(text),
    @extschema@.migrate_verify(text),
    @extschema@.migrate_watch_ddl(boolean),
    @extschema@.migrate_setting(text, text)
TO @extowner@ WITH GRANT OPTION;

GRANT ALL ON TABLE @extschema@.migrate_version, @extschema@.migrate_script,
    @extschema@.migrate_seal, @extschema@.migrate_approval, @extschema@.migrate_log, @extschema@.migrate_settings,
    @extschema@.migrate_model, @extschema@.migrate_progress, @extschema@.migrate_schema TO @extowner@ WITH GRANT OPTION;

-- To read and to shorten the log, and to restore it from a dump. Nobody is given the right to a
-- trigger on it.
GRANT SELECT, INSERT, DELETE, TRUNCATE ON TABLE @extschema@.migrate_ddl_log
TO @extowner@ WITH GRANT OPTION;
GRANT SELECT, UPDATE ON SEQUENCE @extschema@.migrate_ddl_log_ddl_id_seq
TO @extowner@ WITH GRANT OPTION;
