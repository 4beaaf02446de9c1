-- Pins: an error in a script keeps every field that PostgreSQL gave it and names its place.
-- Source: PostgreSQL 15 docs, "Error and Notice Message Fields"; contract §2 and §6.
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
CREATE TABLE parent (id integer PRIMARY KEY, name text CONSTRAINT parent_name NOT NULL);
CREATE TABLE child (parent_id integer REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
INSERT INTO parent VALUES (1, 'one');
SELECT migrate_revision('Script', '', '', rev_id => 'script');

\pset format unaligned
\pset tuples_only on

CREATE PROCEDURE report(script text) LANGUAGE plpgsql AS $$
DECLARE
    state text; message text; detail text; hint text; context text; schema_name text;
    table_name text; column_name text; constraint_name text; type_name text;
BEGIN
    PERFORM migrate_edit('script', script);
    PERFORM migrate_upgrade();
EXCEPTION WHEN OTHERS OR query_canceled THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
        detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT,
        schema_name = SCHEMA_NAME, table_name = TABLE_NAME, column_name = COLUMN_NAME,
        constraint_name = CONSTRAINT_NAME, type_name = PG_DATATYPE_NAME;
    RAISE INFO E'% %\n DETAIL %\n HINT %\n OBJECTS % % % % %\n%', state, message, detail, hint,
        schema_name, table_name, column_name, constraint_name, type_name, context;
END $$;

CALL report('INSERT INTO parent VALUES (2, ''two'');

INSERT INTO parent
  VALUES (1, ''one again'');');
CALL report('INSERT INTO parent (id) VALUES (3)');
CALL report('SELECT nam FROM parent');
CALL report('SELEC 1');
CALL report('DO $do$ BEGIN PERFORM 1/0; END $do$');
CALL report('DO $do$ BEGIN RAISE EXCEPTION ''own'' USING DETAIL = ''A detail.'', HINT = ''A hint.'', ERRCODE = ''MY001'', TABLE = ''parent'', DATATYPE = ''citext''; END $do$');
-- The whole statement is not repeated however long it is.
CALL report('SELECT ''' || repeat('long ', 100) || ''', 1/0');
-- A deferred constraint is checked at the end of its script.
CALL report('INSERT INTO child VALUES (99)');
CALL report('COPY parent FROM STDIN');
CALL report('COMMIT');
CALL report('DO $do$ BEGIN COMMIT; END $do$');
CALL report('CREATE INDEX CONCURRENTLY ON parent (name)');
CALL report('SELECT migrate_stamp(''script'')');
DROP PROCEDURE report(text);

-- psql shows the position in the statement, not in the script.
SELECT migrate_edit('script', E'SELECT 1;\nSELECT 2,\n       nam\nFROM parent;');
SELECT migrate_upgrade();
SELECT migrate_edit('script', E'SELECT 1;\n\nCREATE TABLE broken (\n  id integer,\n);');
SELECT migrate_upgrade();

-- Our own errors.
\set VERBOSITY verbose
SELECT migrate_upgrade('scrip@');
SELECT migrate_upgrade('scripx');
SELECT migrate_downgrade(NULL);
SELECT migrate_current(true);
DO $$ BEGIN PERFORM migrate_upgrade('nowhere'); END $$;

DROP EXTENSION migrate;
DROP TABLE child, parent;
