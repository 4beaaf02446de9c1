-- Pins: each rule of migrate_lint speaks of a script that breaks it and not of one that keeps to it.
-- Sources: docs/lint.md; PostgreSQL 15 docs, ALTER TABLE and §13.3; squawk's rules of the same names.
CREATE EXTENSION migrate;
SET client_min_messages = warning;
SET lock_timeout = 0;
SET statement_timeout = 0;

CREATE TABLE account (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    nickname text,
    age integer,
    note varchar(50),
    empty_column text,
    checked text CONSTRAINT checked_is_given CHECK (checked IS NOT NULL)
);
INSERT INTO account SELECT g, 'n' || g, nullif('x', 'x' || g % 2), g / 2, 'n', NULL, 'c' FROM generate_series(1, 10) g;
UPDATE account SET nickname = NULL WHERE id = 10;
CREATE TABLE purchase (id bigint PRIMARY KEY, account_id bigint, buyer_id bigint);
INSERT INTO purchase VALUES (1, 1, 1), (2, 99, 2);
CREATE INDEX purchase_buyer ON purchase (buyer_id, id);
CREATE INDEX purchase_broken ON purchase (account_id);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'purchase_broken'::regclass;
CREATE TABLE large (id bigint PRIMARY KEY, v integer);
INSERT INTO large VALUES (1, 1);
CREATE TABLE nothing (id bigint PRIMARY KEY, v integer);
CREATE TABLE part (id bigint PRIMARY KEY);
CREATE TABLE part_use (
    id bigint PRIMARY KEY,
    part_id bigint CONSTRAINT uses_part REFERENCES part,
    other_id bigint,
    label text
);
CREATE INDEX ON part_use (part_id) WHERE part_id IS NOT NULL;
CREATE INDEX ON part_use (other_id) WHERE other_id > 5;
CREATE INDEX ON part_use (label text_pattern_ops);
CREATE TRIGGER part_watch BEFORE UPDATE ON part FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE TABLE event (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE event_2025 (id bigint, at date);
CREATE VIEW names AS SELECT name FROM account;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM account;
CREATE FUNCTION newest_note() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (SELECT max(note) FROM account);
END $$;
-- Would be run with the rights of who calls migrate_lint.
CREATE FUNCTION never(text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RAISE WARNING 'a function of a script was run';
    RETURN false;
END $$;
CREATE TYPE mood AS ENUM ('bad', 'good');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE SCHEMA app;
CREATE ROLE lint_stranger;
GRANT SELECT ON migrate_version, migrate_script, migrate_log, migrate_settings TO lint_stranger;
CREATE SCHEMA strange AUTHORIZATION lint_stranger;
CREATE TABLE strange.guest (id bigint PRIMARY KEY);
VACUUM ANALYZE;
UPDATE pg_class SET reltuples = 20000000 WHERE oid = 'large'::regclass;

CREATE TABLE lint_case (
    place serial,
    rule text,
    broken text,               -- a script that breaks the rule
    kept text,                 -- one that keeps to it
    direct boolean DEFAULT false,  -- marked transaction:false
    settings text[] DEFAULT '{}'   -- name and value, for the call
);

INSERT INTO lint_case (rule, broken, kept) VALUES
('syntax-error', 'SELECT 1; SELEC 2', 'SELECT 1'),
('unknown-rule', E'-- migrate-ignore ban-drop-tables\nDROP TABLE large', E'-- migrate-ignore ban-drop-table\nDROP TABLE large'),
('missing-object', 'ALTER TABLE acount ADD COLUMN b text', 'CREATE TABLE acount (id bigint PRIMARY KEY); ALTER TABLE acount ADD COLUMN b text'),
('missing-object', 'ALTER TABLE account DROP COLUMN fax', 'ALTER TABLE account DROP COLUMN IF EXISTS fax'),
('missing-object', 'DROP VIEW titles', 'DO $$ BEGIN EXECUTE ''CREATE VIEW titles AS SELECT 1''; END $$; DROP VIEW titles'),
('missing-object', 'DROP TABLE large; UPDATE large SET v = 1 WHERE id = 1', 'ALTER TABLE large RENAME TO huge; UPDATE huge SET v = 1 WHERE id = 1'),
('missing-object', 'DROP INDEX nowhere', 'CREATE TABLE t (id bigint PRIMARY KEY); ALTER INDEX t_pkey RENAME TO t_key'),
('missing-object', 'DROP INDEX account_pkey, nowhere', 'CREATE FOREIGN TABLE f (a text) SERVER s; ALTER FOREIGN TABLE f ADD COLUMN b text'),
('existing-object', 'CREATE TABLE account (id bigint PRIMARY KEY)', 'CREATE TABLE IF NOT EXISTS account (id bigint PRIMARY KEY)'),
('existing-object', 'ALTER TABLE account ADD COLUMN note text', 'ALTER TABLE account DROP COLUMN note; ALTER TABLE account ADD COLUMN note text'),
('existing-object', 'CREATE VIEW names AS SELECT 1 AS n', 'DROP TABLE account CASCADE; CREATE VIEW names AS SELECT 1 AS n'),
('existing-object', 'CREATE TABLE t (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY)', 'DO $$ BEGIN DROP TABLE large; END $$; CREATE TABLE large (id bigint PRIMARY KEY)'),
('violated-by-existing-rows', 'ALTER TABLE account ALTER COLUMN nickname SET NOT NULL', 'ALTER TABLE account ALTER COLUMN age SET NOT NULL'),
('violated-by-existing-rows', 'ALTER TABLE account ADD CONSTRAINT adult CHECK (age >= 3)', 'ALTER TABLE account ADD CONSTRAINT adult CHECK (age >= 3) NOT VALID'),
('violated-by-existing-rows', 'ALTER TABLE account ADD CHECK (length(note) > 1)', 'ALTER TABLE account ADD CHECK (length(note) = 1)'),
('violated-by-existing-rows', 'ALTER TABLE account ADD CHECK (note IN (''a'', ''b'') AND lower(note) <> ''x'')', 'ALTER TABLE account ADD CHECK (public.never(note))'),
('violated-by-existing-rows', 'ALTER TABLE account ADD UNIQUE (age)', 'ALTER TABLE account ADD UNIQUE (name, age)'),
('violated-by-existing-rows', 'CREATE UNIQUE INDEX ON account (note)', 'CREATE INDEX ON account (note)'),
('violated-by-existing-rows', 'ALTER TABLE purchase ADD FOREIGN KEY (account_id) REFERENCES account', 'ALTER TABLE purchase ADD FOREIGN KEY (buyer_id) REFERENCES account (id)'),
('violated-by-existing-rows', 'ALTER TABLE account ADD COLUMN c text NOT NULL', 'ALTER TABLE nothing ADD COLUMN c text NOT NULL'),
('violated-by-existing-rows', 'ALTER TABLE account ADD PRIMARY KEY (nickname)', 'UPDATE account SET nickname = name WHERE id > 0; ALTER TABLE account ADD PRIMARY KEY (nickname)'),
('violated-by-existing-rows', 'UPDATE purchase SET buyer_id = 1 WHERE id = 1; ALTER TABLE account ALTER COLUMN nickname SET NOT NULL', 'WITH gone AS (DELETE FROM account WHERE nickname IS NULL RETURNING id) INSERT INTO purchase SELECT id, id, id FROM gone; ALTER TABLE account ALTER COLUMN nickname SET NOT NULL'),
('dependent-objects', 'ALTER TABLE account DROP COLUMN name', 'DROP VIEW names; ALTER TABLE account DROP COLUMN name'),
('dependent-objects', 'DROP TABLE account CASCADE', 'DROP TABLE large'),
('dependent-objects', 'ALTER TABLE account ALTER COLUMN name TYPE varchar(10)', 'ALTER TABLE account ALTER COLUMN age TYPE bigint'),
('dependent-objects', 'ALTER TABLE account RENAME COLUMN note TO remark', 'ALTER TABLE account RENAME COLUMN age TO years'),
('dependent-objects', 'DROP TABLE part', 'ALTER TABLE part_use DROP CONSTRAINT uses_part; DROP TABLE part'),
('dependent-objects', 'ALTER TABLE part_use DROP CONSTRAINT another; DROP TABLE part', 'DROP TABLE part_use; DROP TABLE part'),
('dependent-objects', 'DROP TABLE part CASCADE', 'DROP TRIGGER part_watch ON part; DROP FUNCTION part()'),
('dependent-objects', 'CREATE OR REPLACE VIEW others AS SELECT 1 AS n; ALTER TABLE account DROP COLUMN name', 'CREATE OR REPLACE VIEW names AS SELECT ''''::text AS name; ALTER TABLE account DROP COLUMN name'),
('dependent-objects', 'ALTER TABLE account RENAME COLUMN note TO remark; DROP FUNCTION never', 'ALTER TABLE account RENAME COLUMN note TO remark; CREATE OR REPLACE FUNCTION newest_note() RETURNS text LANGUAGE sql AS ''SELECT 1'''),
('ban-duplicate-column-assignments', 'CREATE TABLE t (a text PRIMARY KEY, a text)', 'CREATE TABLE t (a text PRIMARY KEY, b text)'),
('ban-duplicate-column-assignments', 'UPDATE account SET age = 1, age = 2 WHERE id = 1', 'UPDATE account SET age = 1, note = ''b'' WHERE id = 1'),
('ban-duplicate-column-assignments', 'INSERT INTO account (id, name) VALUES (1, ''a'') ON CONFLICT (id) DO UPDATE SET name = ''b'', name = ''c''', 'INSERT INTO account (id, name) VALUES (1, ''a'') ON CONFLICT (id) DO UPDATE SET name = ''b'', id = 2'),
('ban-duplicate-column-assignments', 'WITH u AS (UPDATE account SET age = 1, age = 2 WHERE id = 1 RETURNING id) SELECT id FROM u', 'WITH u AS (UPDATE account SET age = 1 WHERE id = 1 RETURNING id), w AS (UPDATE account SET age = 2 WHERE id = 2 RETURNING id) SELECT id FROM u'),
('ban-duplicate-column-assignments', 'UPDATE account SET list = ''{}'', list[1] = 1 WHERE id = 1', 'UPDATE account SET list[1] = 1, list[2] = 2 WHERE id = 1'),
('ban-duplicate-column-assignments', 'CREATE VIEW v AS SELECT id, id FROM account', 'CREATE VIEW v (a) AS SELECT id, id FROM account'),
('ban-duplicate-column-assignments', 'CREATE VIEW v (a, a) AS SELECT 1, 2', 'CREATE VIEW v (a, b) AS SELECT 1, 1'),
('ban-duplicate-column-assignments', 'CREATE TABLE t AS SELECT upper(name), upper(note) FROM account', 'CREATE TABLE t AS SELECT upper(name), lower(note) FROM account'),
('ban-duplicate-column-assignments', 'SELECT age AS a, id AS a INTO t FROM account UNION SELECT 1, 2', 'SELECT age AS a, id AS b INTO t FROM account UNION SELECT 1, 2'),
('ban-concurrent-index-creation-in-transaction', 'CREATE INDEX CONCURRENTLY i ON account (age)', 'CREATE INDEX i ON account (age)'),
('statement-refuses-transaction', 'VACUUM account', 'ANALYZE account'),
('statement-refuses-transaction', 'DROP INDEX CONCURRENTLY purchase_buyer', 'DROP INDEX purchase_buyer'),
('statement-refuses-transaction', 'ALTER TABLE event DETACH PARTITION event_2024 CONCURRENTLY', 'ALTER TABLE event DETACH PARTITION event_2024'),
('statement-refuses-transaction', 'ALTER SYSTEM SET work_mem = ''1MB''', 'SET work_mem = ''1MB'''),
('using-new-enum-value', 'ALTER TYPE mood ADD VALUE ''fair'' BEFORE ''good''; ALTER TABLE account ADD COLUMN m mood DEFAULT ''fair''', 'ALTER TYPE mood ADD VALUE ''fair'' BEFORE ''good''; ALTER TABLE account ADD COLUMN m mood DEFAULT ''good'''),
('using-new-enum-value', 'ALTER TYPE mood ADD VALUE ''fair'' BEFORE ''good''; SELECT ''fair''::mood', 'CREATE TYPE tint AS ENUM (''red''); ALTER TYPE tint ADD VALUE ''blue'' AFTER ''red''; SELECT ''blue''::tint'),
('dropping-rows', 'DROP TABLE account', 'DROP TABLE nothing'),
('dropping-rows', 'ALTER TABLE account DROP COLUMN note', 'ALTER TABLE account DROP COLUMN empty_column'),
('dropping-rows', 'TRUNCATE account', 'CREATE TABLE t (id bigint PRIMARY KEY); TRUNCATE t'),
('dropping-rows', 'UPDATE account SET note = ''n'' WHERE age = 1; ALTER TABLE account DROP COLUMN age', 'UPDATE account SET note = age::text WHERE id > 0; ALTER TABLE account DROP COLUMN age'),
('dropping-rows', 'DELETE FROM large WHERE id = 1; DROP TABLE large', 'INSERT INTO nothing SELECT id, v FROM large; DROP TABLE large'),
('dropping-rows', 'ALTER TABLE large RENAME TO big; DROP TABLE big', 'ALTER TABLE large RENAME TO big; CREATE TABLE large AS SELECT * FROM big; DROP TABLE big'),
('ban-drop-column', 'ALTER TABLE account DROP COLUMN empty_column', 'ALTER TABLE account ADD COLUMN b text; ALTER TABLE account DROP COLUMN b'),
('ban-drop-column', 'ALTER TABLE account DROP COLUMN age, ADD COLUMN years bigint', 'ALTER TABLE account DROP COLUMN age, ADD COLUMN age bigint'),
('ban-drop-table', 'DROP TABLE nothing', 'CREATE TABLE t (id bigint PRIMARY KEY); DROP TABLE t'),
('ban-drop-table', 'DROP TABLE large; CREATE TABLE app.large (id bigint PRIMARY KEY)', 'DROP TABLE large; CREATE TABLE large (id bigint PRIMARY KEY)'),
('ban-drop-table', 'DROP TABLE large; DROP TABLE nothing', 'ALTER TABLE large RENAME TO big; DROP TABLE big'),
('ban-drop-database', 'DROP DATABASE shop', 'DROP SCHEMA app'),
('ban-drop-not-null', 'ALTER TABLE account ALTER COLUMN name DROP NOT NULL', 'CREATE TABLE t (id bigint PRIMARY KEY, a text NOT NULL); ALTER TABLE t ALTER COLUMN a DROP NOT NULL'),
('ban-truncate-cascade', 'TRUNCATE account CASCADE', 'TRUNCATE account'),
('renaming-column', 'ALTER TABLE account RENAME COLUMN age TO years', 'ALTER TABLE account RENAME CONSTRAINT account_pkey TO account_key'),
('renaming-column', 'ALTER TABLE account RENAME COLUMN age TO years; ALTER TABLE large ADD COLUMN age bigint', 'ALTER TABLE account RENAME COLUMN age TO years; ALTER TABLE account ADD COLUMN age bigint'),
('renaming-table', 'ALTER TABLE account RENAME TO customer', 'ALTER INDEX account_pkey RENAME TO account_key'),
('renaming-table', 'ALTER TABLE account SET SCHEMA app', 'CREATE TABLE t (id bigint PRIMARY KEY); ALTER TABLE t SET SCHEMA app'),
('renaming-table', 'ALTER TABLE large RENAME TO big; CREATE VIEW huge AS SELECT id FROM big', 'ALTER TABLE large RENAME TO big; CREATE VIEW large AS SELECT id FROM big'),
('adding-required-field', 'ALTER TABLE account ADD COLUMN b text NOT NULL', 'ALTER TABLE account ADD COLUMN b text NOT NULL DEFAULT ''b'''),
('adding-required-field', 'ALTER TABLE nothing ADD COLUMN b text NOT NULL DEFAULT NULL', 'ALTER TABLE nothing ADD COLUMN b text'),
('adding-field-with-default', 'ALTER TABLE large ADD COLUMN b uuid DEFAULT gen_random_uuid()', 'ALTER TABLE large ADD COLUMN b timestamptz DEFAULT now()'),
('adding-field-with-default', 'ALTER TABLE account ADD COLUMN b bigserial', 'CREATE TABLE t (a text PRIMARY KEY); ALTER TABLE t ADD COLUMN b bigserial'),
('adding-field-with-default', 'ALTER TABLE account ADD COLUMN b text GENERATED ALWAYS AS (lower(note)) STORED', 'ALTER TABLE account ADD COLUMN b text DEFAULT lower(''B'')'),
('adding-field-with-default', 'ALTER TABLE account ADD COLUMN b positive DEFAULT 1', 'ALTER TABLE account ADD COLUMN b integer DEFAULT 1'),
('changing-column-type', 'ALTER TABLE large ALTER COLUMN v TYPE bigint', 'CREATE TABLE t (id integer PRIMARY KEY); ALTER TABLE t ALTER COLUMN id TYPE bigint'),
('changing-column-type', 'ALTER TABLE account ALTER COLUMN note TYPE text', 'ALTER TABLE account ALTER COLUMN note TYPE varchar(50)'),
('changing-column-type', 'ALTER TABLE account ALTER COLUMN note TYPE varchar(80)', 'ALTER TABLE account ALTER COLUMN note SET DEFAULT ''n'''),
('changing-column-type', 'ALTER TABLE account ALTER COLUMN note TYPE varchar(20)', 'ALTER TABLE account ALTER COLUMN age TYPE int4'),
('changing-column-type', 'ALTER TABLE account ALTER COLUMN note TYPE text USING upper(note)', 'ALTER TABLE account ALTER COLUMN nickname TYPE text USING nickname'),
('rewriting-table', 'ALTER TABLE large SET UNLOGGED', 'ALTER TABLE large SET (fillfactor = 90)'),
('adding-not-nullable-field', 'ALTER TABLE large ALTER COLUMN v SET NOT NULL', 'ALTER TABLE account ALTER COLUMN name SET NOT NULL'),
('adding-not-nullable-field', 'ALTER TABLE account ALTER COLUMN age SET NOT NULL', 'ALTER TABLE account ALTER COLUMN checked SET NOT NULL'),
('adding-not-nullable-field', 'ALTER TABLE large ADD CONSTRAINT c CHECK (v IS NOT NULL) NOT VALID; ALTER TABLE large ALTER COLUMN v SET NOT NULL', 'ALTER TABLE large ADD CONSTRAINT c CHECK (v IS NOT NULL) NOT VALID; ALTER TABLE large VALIDATE CONSTRAINT c; ALTER TABLE large ALTER COLUMN v SET NOT NULL'),
('adding-serial-primary-key-field', 'ALTER TABLE event_2025 ADD PRIMARY KEY (id)', 'ALTER TABLE event_2025 ADD PRIMARY KEY USING INDEX i'),
('disallowed-unique-constraint', 'ALTER TABLE large ADD UNIQUE (v)', 'ALTER TABLE large ADD UNIQUE USING INDEX i'),
('disallowed-unique-constraint', 'ALTER TABLE account ADD COLUMN b text UNIQUE', 'CREATE TABLE t (id bigint PRIMARY KEY, b text UNIQUE)'),
('adding-exclusion-constraint', 'ALTER TABLE account ADD EXCLUDE (age WITH =)', 'CREATE TABLE t (id bigint PRIMARY KEY, EXCLUDE (id WITH =))'),
('adding-foreign-key-constraint', 'ALTER TABLE purchase ADD FOREIGN KEY (buyer_id) REFERENCES account', 'ALTER TABLE purchase ADD FOREIGN KEY (buyer_id) REFERENCES account NOT VALID'),
('constraint-missing-not-valid', 'ALTER TABLE large ADD CONSTRAINT c CHECK (v > 0)', 'ALTER TABLE large ADD CONSTRAINT c CHECK (v > 0) NOT VALID'),
('constraint-missing-not-valid', 'ALTER TABLE large ADD CONSTRAINT c CHECK (v > 0) NOT VALID; ALTER TABLE large VALIDATE CONSTRAINT c', 'ALTER TABLE large VALIDATE CONSTRAINT c'),
('attaching-partition', 'ALTER TABLE event ATTACH PARTITION event_2025 FOR VALUES FROM (''2025-01-01'') TO (''2026-01-01'')', 'CREATE TABLE event_2026 (id bigint, at date); ALTER TABLE event ATTACH PARTITION event_2026 FOR VALUES FROM (''2026-01-01'') TO (''2027-01-01'')'),
('require-concurrent-index-creation', 'CREATE INDEX ON large (v)', 'CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE INDEX ON t (a)'),
('require-concurrent-index-deletion', 'DROP INDEX purchase_buyer', 'CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE INDEX i ON t (a); DROP INDEX i'),
('require-concurrent-reindex', 'REINDEX TABLE large', 'REINDEX TABLE CONCURRENTLY large'),
('require-concurrent-reindex', 'REINDEX INDEX purchase_buyer', 'REINDEX INDEX CONCURRENTLY purchase_buyer'),
('require-concurrent-partition-detach', 'ALTER TABLE event DETACH PARTITION event_2024', 'ALTER TABLE event DETACH PARTITION event_2024 CONCURRENTLY'),
('require-concurrent-refresh', 'REFRESH MATERIALIZED VIEW totals', 'REFRESH MATERIALIZED VIEW CONCURRENTLY totals'),
('prefer-repack', 'VACUUM FULL large', 'VACUUM large'),
('prefer-repack', 'CLUSTER account USING account_pkey', 'ALTER TABLE account CLUSTER ON account_pkey'),
('updating-every-row', 'UPDATE large SET v = 0', 'UPDATE large SET v = 0 WHERE id < 1000'),
('updating-every-row', 'DELETE FROM account', 'DELETE FROM account USING purchase WHERE account_id = account.id'),
('holding-exclusive-lock', 'ALTER TABLE account ADD COLUMN b text; UPDATE large SET v = 0 WHERE id > 5', 'UPDATE large SET v = 0 WHERE id > 5; ALTER TABLE account ADD COLUMN b text'),
('holding-exclusive-lock', 'DROP TABLE nothing; CREATE INDEX ON large (v)', 'DROP TABLE nothing; CREATE INDEX ON account (age)'),
('holding-exclusive-lock', 'ALTER TABLE account ADD COLUMN b text; CREATE TABLE t AS SELECT * FROM large', 'ALTER TABLE account ADD COLUMN b text; CREATE TABLE t AS SELECT * FROM nothing'),
('several-exclusive-locks', 'ALTER TABLE account ADD COLUMN b text; ALTER TABLE large ADD COLUMN b text', 'ALTER TABLE account ADD COLUMN b text; ALTER TABLE account ADD COLUMN c text'),
('several-exclusive-locks', 'DROP VIEW names; ALTER TABLE account RENAME TO customer', 'ALTER TABLE account RENAME TO customer; ALTER TABLE customer ADD COLUMN b text'),
('require-lock-timeout', 'ALTER TABLE account ADD COLUMN b text', 'SET LOCAL lock_timeout = ''1s''; ALTER TABLE account ADD COLUMN b text'),
('require-lock-timeout', 'CREATE INDEX ON account (age)', 'CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE INDEX ON t (a)'),
('require-lock-timeout', 'CREATE TABLE t (id bigint PRIMARY KEY REFERENCES account)', 'CREATE TABLE t (id bigint PRIMARY KEY); DROP FUNCTION large()'),
('require-statement-timeout', 'ALTER TABLE account ADD COLUMN b text', 'ALTER TABLE account VALIDATE CONSTRAINT checked_is_given'),
('require-statement-timeout', 'CREATE TRIGGER w BEFORE UPDATE ON part FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()', 'UPDATE part SET id = 1 WHERE id = 2'),
('missing-foreign-key-index', 'ALTER TABLE purchase ADD FOREIGN KEY (account_id) REFERENCES account NOT VALID', 'ALTER TABLE purchase ADD FOREIGN KEY (buyer_id) REFERENCES account NOT VALID'),
('missing-foreign-key-index', 'CREATE TABLE t (id bigint PRIMARY KEY, account_id bigint REFERENCES account)', 'CREATE TABLE t (id bigint PRIMARY KEY, account_id bigint REFERENCES account); CREATE INDEX ON t (account_id, id)'),
('missing-foreign-key-index', 'CREATE TABLE t (a bigint, b bigint, PRIMARY KEY (a, b), FOREIGN KEY (b) REFERENCES account)', 'CREATE TABLE t (a bigint, b bigint, PRIMARY KEY (b, a), FOREIGN KEY (b) REFERENCES account)'),
('missing-foreign-key-index', 'CREATE TABLE t (id bigint PRIMARY KEY, a bigint REFERENCES account); CREATE INDEX ON t (a) WHERE id > 5', 'CREATE TABLE t (id bigint PRIMARY KEY, a bigint REFERENCES account); CREATE INDEX ON t (a) WHERE a IS NOT NULL'),
('missing-foreign-key-index', 'CREATE TABLE t (id bigint PRIMARY KEY, a bigint REFERENCES account); CREATE INDEX ON t USING brin (a)', 'CREATE TABLE t (id bigint PRIMARY KEY, a bigint REFERENCES account); CREATE INDEX ON t USING hash (a)'),
('missing-foreign-key-index', 'ALTER TABLE part_use ADD FOREIGN KEY (other_id) REFERENCES part NOT VALID', 'ALTER TABLE part_use ADD FOREIGN KEY (part_id) REFERENCES part NOT VALID'),
('missing-foreign-key-index', 'ALTER TABLE purchase RENAME COLUMN buyer_id TO payer_id; ALTER TABLE purchase ADD FOREIGN KEY (account_id) REFERENCES account NOT VALID', 'ALTER TABLE purchase RENAME COLUMN buyer_id TO payer_id; ALTER TABLE purchase ADD FOREIGN KEY (payer_id) REFERENCES account NOT VALID'),
('missing-foreign-key-index', 'DROP INDEX purchase_buyer; ALTER TABLE purchase ADD FOREIGN KEY (buyer_id) REFERENCES account NOT VALID', 'CREATE TABLE t (id bigint PRIMARY KEY, a bigint UNIQUE); ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES account'),
('accepts-invalid-index', 'CREATE INDEX IF NOT EXISTS purchase_broken ON purchase (account_id)', 'CREATE INDEX IF NOT EXISTS purchase_buyer ON purchase (buyer_id, id)'),
('duplicate-index', 'CREATE INDEX i ON purchase (buyer_id, id)', 'CREATE INDEX i ON purchase (id, buyer_id)'),
('duplicate-index', 'CREATE INDEX i ON account (id)', 'CREATE INDEX i ON account (id DESC)'),
('duplicate-index', 'CREATE TABLE t (a text PRIMARY KEY); CREATE INDEX ON t (a)', 'CREATE INDEX i ON part_use (label)'),
('duplicate-index', 'CREATE TABLE t (a text UNIQUE); ALTER TABLE t DROP CONSTRAINT t_other; CREATE INDEX ON t (a)', 'CREATE TABLE t (a text UNIQUE); ALTER TABLE t DROP CONSTRAINT t_a_key; CREATE INDEX ON t (a)'),
('duplicate-index', 'CREATE TABLE t (a text, b text); CREATE INDEX ON t (a); CREATE INDEX ON t (a)', 'CREATE TABLE t (a text, b text); CREATE INDEX ON t (a); DROP INDEX t_a_idx; CREATE INDEX ON t (a)'),
('duplicate-index', 'ALTER TABLE account ADD COLUMN c text; CREATE INDEX i ON account (id)', 'ALTER TABLE account DROP CONSTRAINT account_pkey; CREATE INDEX i ON account (id)'),
('table-without-primary-key', 'CREATE TABLE t (a text)', 'CREATE TABLE t (a text); ALTER TABLE t ADD PRIMARY KEY (a)'),
('table-without-primary-key', 'CREATE TABLE t (a text UNIQUE)', 'CREATE FOREIGN TABLE t (a text) SERVER s'),
('ban-create-domain-with-constraint', 'CREATE DOMAIN d AS text CHECK (VALUE <> '''')', 'CREATE DOMAIN d AS text DEFAULT ''d'''),
('ban-alter-domain-with-add-constraint', 'ALTER DOMAIN positive ADD CHECK (VALUE < 10)', 'ALTER DOMAIN positive ADD CHECK (VALUE < 10) NOT VALID'),
('identifier-too-long', 'CREATE TABLE t (id bigint PRIMARY KEY, a23456789012345678901234567890123456789012345678901234567890bcde text)', 'CREATE TABLE t (id bigint PRIMARY KEY, a text DEFAULT ''a234567890123456789012345678901234567890123456789012345678901234567890'')'),
('require-enum-value-ordering', 'ALTER TYPE mood ADD VALUE ''best''', 'ALTER TYPE mood ADD VALUE ''worst'' BEFORE ''bad'''),
('ban-char-field', 'CREATE TABLE t (id bigint PRIMARY KEY, a character(3))', 'CREATE TABLE t (id bigint PRIMARY KEY, a text)'),
('prefer-text-field', 'ALTER TABLE account ADD COLUMN b varchar(10)', 'ALTER TABLE account ADD COLUMN b varchar'),
('prefer-timestamptz', 'ALTER TABLE account ADD COLUMN b timestamp', 'ALTER TABLE account ADD COLUMN b timestamp with time zone'),
('prefer-bigint-over-int', 'CREATE TABLE t (id int PRIMARY KEY)', 'CREATE TABLE t (id bigint PRIMARY KEY)'),
('prefer-bigint-over-smallint', 'ALTER TABLE account ALTER COLUMN age TYPE smallint', 'ALTER TABLE account ALTER COLUMN age TYPE bigint'),
('prefer-identity', 'CREATE TABLE t (id bigserial PRIMARY KEY)', 'CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)');
INSERT INTO lint_case (rule, broken, kept, direct) VALUES
('transaction-nesting', 'BEGIN; SELECT 1; COMMIT', 'SELECT 1', true),
('ban-uncommitted-transaction', 'BEGIN; SELECT 1', 'BEGIN; SELECT 1; COMMIT', true),
('prefer-robust-stmts', 'ALTER TABLE account ADD COLUMN b text; CREATE INDEX CONCURRENTLY i ON account (age)', 'ALTER TABLE account ADD COLUMN IF NOT EXISTS b text; CREATE INDEX CONCURRENTLY i ON account (age)', true);
INSERT INTO lint_case (rule, broken, kept, settings) VALUES
('not-owner', 'DROP TABLE account', 'DROP TABLE strange.guest', '{role, lint_stranger}'),
('require-table-schema', 'DROP TABLE account', 'DROP TABLE public.account', '{search_path, "public, app"}'),
('not-owner', 'ALTER TABLE account ADD COLUMN b text', 'CREATE TABLE t (id bigint PRIMARY KEY); ALTER TABLE t ADD COLUMN b text', '{role, lint_stranger}');
-- Scripts that run in a transaction cannot be stored with BEGIN, so it is written behind our back.
UPDATE lint_case SET direct = NULL WHERE rule = 'transaction-nesting';
INSERT INTO lint_case (rule, broken, kept, direct) VALUES
('transaction-nesting', 'BEGIN; BEGIN; COMMIT', 'BEGIN; SELECT 1; COMMIT', true),
('transaction-nesting', 'SELECT 1; COMMIT', 'BEGIN; SELECT 1; ROLLBACK; BEGIN; COMMIT', true),
('ban-uncommitted-transaction', 'BEGIN; COMMIT; BEGIN', 'BEGIN; SELECT 1; ROLLBACK', true),
('ban-concurrent-index-creation-in-transaction', 'BEGIN; CREATE INDEX CONCURRENTLY i ON account (age); COMMIT', 'BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY i ON account (age)', true),
('statement-refuses-transaction', 'BEGIN; VACUUM account; COMMIT', 'VACUUM account', true),
('prefer-robust-stmts', 'ALTER TABLE large ADD CONSTRAINT c CHECK (v > 0) NOT VALID; SELECT 1', 'ALTER TABLE large DROP CONSTRAINT IF EXISTS c; ALTER TABLE large ADD CONSTRAINT c CHECK (v > 0) NOT VALID', true),
('prefer-robust-stmts', 'ALTER TABLE account RENAME COLUMN age TO years; SELECT 1', 'BEGIN; ALTER TABLE account RENAME COLUMN age TO years; COMMIT', true),
('prefer-robust-stmts', 'CREATE INDEX i ON account (age); SELECT 1', 'CREATE INDEX IF NOT EXISTS i ON account (age); SELECT 1', true);

CREATE FUNCTION remarks_on(script text, direct boolean, settings text[]) RETURNS TABLE (rule text, severity text, number bigint, why text)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM migrate_import(format(E'-- Revision ID: lint1\n\n-- migrate:up%s\n%s\n',
                                  CASE WHEN direct IS NULL OR direct THEN ' transaction:false' END, script));
    IF direct IS NULL THEN
        UPDATE migrate_script SET upgrade_transactional = true;
    END IF;
    FOR i IN 1 .. cardinality(settings) BY 2 LOOP
        PERFORM set_config(settings[i], settings[i + 1], true);
    END LOOP;
    RETURN QUERY SELECT l.rule, l.severity, l.number, l.why FROM public.migrate_lint() l;
    PERFORM set_config('search_path', 'public', true), set_config('role', 'none', true);
    PERFORM migrate_remove('lint1');
END $$;

\pset format unaligned
-- What each script that breaks a rule is told.
SELECT c.rule, r.severity, r.number, r.why
FROM lint_case c LEFT JOIN LATERAL remarks_on(c.broken, c.direct, c.settings) r ON r.rule = c.rule
ORDER BY c.place, r.number;

-- Those that keep to it are told nothing.
SELECT c.rule, c.kept, r.number, r.why
FROM lint_case c CROSS JOIN LATERAL remarks_on(c.kept, c.direct, c.settings) r
WHERE r.rule = c.rule OR r.rule = 'syntax-error'
ORDER BY c.place, r.number;

-- It works in a transaction that only reads, and takes no lock that could be in anyone's way.
SELECT migrate_import(E'-- Revision ID: all\n\n-- migrate:up\n' || string_agg(broken, E';\n' ORDER BY place DESC))
FROM lint_case WHERE direct IS NOT NULL AND NOT direct;
BEGIN READ ONLY;
SELECT count(*) > 50 FROM migrate_lint();
SELECT DISTINCT mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation';
SHOW lock_timeout;
COMMIT;

-- The limit that migrate sets is one too.
SELECT count(*) FROM migrate_lint() WHERE rule = 'require-lock-timeout';
SET migrate.lock_timeout = 0;
SELECT count(*) FROM migrate_lint() WHERE rule = 'require-lock-timeout';
SET migrate.lock_timeout = '2s';
SELECT count(*) FROM migrate_lint() WHERE rule = 'require-lock-timeout';
RESET migrate.lock_timeout;

DROP FUNCTION remarks_on, newest_note, never;
DROP MATERIALIZED VIEW totals;
DROP VIEW names;
DROP TABLE account, purchase, large, nothing, part, part_use, event, event_2025, strange.guest, lint_case;
DROP SCHEMA strange;
DROP DOMAIN positive;
DROP TYPE mood;
DROP SCHEMA app;
DROP OWNED BY lint_stranger;
DROP ROLE lint_stranger;
DROP EXTENSION migrate;
