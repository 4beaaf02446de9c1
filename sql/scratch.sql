-- Pins: a schema's text is run as if in an empty database in which the extensions of this one are
-- installed, by an ordinary owner of the database, and nothing is left of it.
-- Source: contract, section 4.2.
CREATE ROLE regress_migrate_owner LOGIN;
CREATE ROLE regress_migrate_other LOGIN;
CREATE DATABASE regress_migrate_scratch OWNER regress_migrate_owner;
\set superuser :USER
\set home :DBNAME
\c regress_migrate_scratch

SET client_min_messages = error;
CREATE EXTENSION citext;
CREATE EXTENSION ltree;
CREATE EXTENSION btree_gist;
CREATE EXTENSION postgres_fdw;
CREATE EXTENSION earthdistance CASCADE;
CREATE EXTENSION pg_stat_statements;
CREATE SCHEMA tools;
GRANT USAGE ON SCHEMA tools TO PUBLIC;
COMMENT ON SCHEMA tools IS 'For all';
CREATE EXTENSION hstore SCHEMA tools;
CREATE EXTENSION pg_trgm SCHEMA tools;
CREATE SCHEMA closed;
CREATE EXTENSION fuzzystrmatch SCHEMA closed;

-- What must be out of the way: objects of schemas, and what belongs to none.
CREATE SCHEMA shop AUTHORIZATION regress_migrate_other;
CREATE TABLE shop.item (id integer PRIMARY KEY);
ALTER TABLE shop.item OWNER TO regress_migrate_other;
CREATE FUNCTION int_of(citext) RETURNS integer LANGUAGE sql AS 'SELECT $1::text::integer';
CREATE CAST (citext AS integer) WITH FUNCTION int_of(citext) AS ASSIGNMENT;
CREATE OPERATOR CLASS box_ops DEFAULT FOR TYPE box USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler;
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw;
CREATE LANGUAGE mine HANDLER plpgsql_call_handler;
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE SUBSCRIPTION regress_away CONNECTION 'host=nowhere' PUBLICATION everything WITH (connect = false);
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO regress_migrate_other;
CREATE FUNCTION fire() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('regress.armed', true) = 'on' THEN RAISE EXCEPTION 'fired by %', tg_tag; END IF;
END $$;
CREATE EVENT TRIGGER at_start ON ddl_command_start EXECUTE FUNCTION fire();
CREATE EVENT TRIGGER at_end ON ddl_command_end EXECUTE FUNCTION fire();
ALTER EVENT TRIGGER at_end ENABLE ALWAYS;

CREATE FUNCTION who() RETURNS name LANGUAGE sql SECURITY DEFINER AS 'SELECT current_user';
ALTER EXTENSION ltree ADD FUNCTION who();

-- Everything in the catalogs, but for what autovacuum changes.
CREATE FUNCTION catalogs() RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    catalog regclass;
    row text;
    one text;
    whole text := '';
BEGIN
    FOR catalog IN SELECT oid FROM pg_class
        WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'
            AND relname NOT IN ('pg_statistic', 'pg_statistic_ext_data', 'pg_database') ORDER BY relname
    LOOP
        row := CASE WHEN catalog = 'pg_class'::regclass
            THEN '(to_jsonb(t) - ''{relpages,reltuples,relallvisible,relfrozenxid,relminmxid}''::text[])::text'
            ELSE 't::text' END;
        EXECUTE format('SELECT coalesce(md5(string_agg(%1$s, '','' ORDER BY %1$s)), '''') FROM %2$s t', row, catalog)
            INTO one;
        whole := whole || one;
    END LOOP;
    RETURN md5(whole);
END $$;
RESET client_min_messages;

\c - regress_migrate_owner
CREATE EXTENSION migrate;
CREATE TYPE mood AS ENUM ('calm');
CREATE TABLE users (id integer PRIMARY KEY, name citext, extra tools.hstore);
CREATE INDEX ON users USING gin ((name::text) tools.gin_trgm_ops);
CREATE VIEW named AS SELECT * FROM users WHERE name <> '';
CREATE FUNCTION names() RETURNS SETOF citext LANGUAGE plpgsql AS 'BEGIN RETURN QUERY SELECT name FROM named; END';
INSERT INTO users VALUES (1, 'Ann', 'a=>1');

-- A temporary table would come first in the search path.
CREATE TEMPORARY TABLE product (id integer);
PREPARE by_name AS SELECT * FROM users WHERE name = 'ANN';
EXECUTE by_name;
SELECT names();
SET regress.armed = on;
SELECT catalogs() AS before \gset

-- The text finds what extensions have made and nothing of the users.
SELECT $text$
DO $$
DECLARE
    found text;
BEGIN
    SELECT string_agg(pg_describe_object(classid, objid, 0), ', ') INTO found
    FROM (
        SELECT 'pg_class'::regclass, oid, relnamespace FROM pg_class WHERE relkind <> 'i'
        UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace FROM pg_type
            WHERE typelem = 0 AND typrelid = 0 AND typtype <> 'm'
        UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace FROM pg_proc
        UNION ALL SELECT 'pg_operator'::regclass, oid, oprnamespace FROM pg_operator
        UNION ALL SELECT 'pg_opclass'::regclass, oid, opcnamespace FROM pg_opclass
    ) object (classid, objid, schema)
    WHERE schema::regnamespace::text IN ('public', 'shop', 'tools', 'closed')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = object.classid AND d.objid = object.objid
            AND d.deptype = 'e');
    IF found IS NOT NULL THEN RAISE EXCEPTION 'found %', found; END IF;
    IF to_regclass('product') IS NOT NULL THEN RAISE EXCEPTION 'found a temporary table'; END IF;
    IF to_regnamespace('shop') IS NOT NULL THEN RAISE EXCEPTION 'found a schema'; END IF;
    IF has_schema_privilege('closed', 'USAGE') THEN RAISE EXCEPTION 'opened a schema'; END IF;
END $$;
CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TABLE product (id integer PRIMARY KEY, label citext, labels public.citext[], path ltree, kind mood,
    place earth, extra tools.hstore, range int4range, EXCLUDE USING gist (id WITH =, range WITH &&));
CREATE INDEX ON product USING gist (path);
CREATE INDEX ON product USING gin ((label::text) tools.gin_trgm_ops);
CREATE INDEX ON product USING gist (kind public.gist_enum_ops);
CREATE TABLE users (id integer PRIMARY KEY, name citext);
CREATE VIEW named AS SELECT * FROM product WHERE label = 'Calm' AND kind <> 'cross';
CREATE VIEW statements AS SELECT query FROM public.pg_stat_statements;
CREATE VIEW applied AS SELECT version_num FROM migrate_version;
CREATE FUNCTION names() RETURNS SETOF mood LANGUAGE plpgsql AS 'BEGIN RETURN QUERY SELECT kind FROM named; END';
CREATE SCHEMA shop;
CREATE TABLE shop.item (id integer PRIMARY KEY, name citext);
CREATE SCHEMA IF NOT EXISTS tools;
CREATE TABLE tools.box (content tools.hstore);
CREATE EXTENSION citext;
CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA tools;
COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';
ALTER TABLE product SET UNLOGGED;
UPDATE product SET id = 1;
DELETE FROM users;
$text$ AS text \gset
SELECT migrate_diff_sql(:'text', :'text');

-- Differences are made and proven with it.
SELECT $text$
CREATE EXTENSION ltree;
CREATE TABLE users (id integer PRIMARY KEY, name citext, extra tools.hstore);
CREATE INDEX ON users USING gin ((name::text) tools.gin_trgm_ops);
CREATE VIEW named AS SELECT * FROM users WHERE name <> '';
CREATE FUNCTION names() RETURNS SETOF citext LANGUAGE plpgsql AS 'BEGIN RETURN QUERY SELECT name FROM named; END';
CREATE SCHEMA tools;
CREATE TABLE tools.box (content tools.hstore);
$text$ AS text \gset
SELECT migrate_diff_sql(:'text', :'text' || 'ALTER TABLE users ADD COLUMN path public.ltree');

-- The live schema too. The rest of the database is there while the text runs, as far as schemas
-- need it: event triggers, publications and languages take a superuser.
SELECT migrate_set_model($$
CREATE TABLE users (id integer PRIMARY KEY, name citext);
CREATE TABLE rest (id integer REFERENCES shop.item, bag tools.hstore);
$$, 'public') ~ '^stored a model' AS stored;
SELECT object, change FROM migrate_diff() WHERE kind IN ('column', 'table') ORDER BY 1;

-- Nothing has changed, and plans go on working.
SELECT catalogs() = :'before' AS unchanged;
EXECUTE by_name;
SELECT names();
SELECT * FROM product;
SELECT current_user, current_schemas(false);

-- So it is after an error, a timeout, in a savepoint, in other kinds of transactions.
SELECT migrate_diff_sql('', 'CREATE TABLE users (id integer); CREATE TABLE users (id integer)');
SET statement_timeout = '1s';
SELECT migrate_diff_sql('', 'CREATE TABLE users (id integer); SELECT pg_sleep(60)');
RESET statement_timeout;
BEGIN;
SAVEPOINT before;
SELECT migrate_diff_sql('', 'CREATE TABLE users (id integer); CREATE TABLE users (id integer)');
ROLLBACK TO before;
SELECT migrate_diff_sql('', 'CREATE TABLE users (id integer)');
SELECT count(*) FROM users;
COMMIT;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT migrate_diff_sql('', 'CREATE TABLE users (id integer)');
SELECT count(*) FROM users;
COMMIT;
BEGIN READ ONLY;
SELECT migrate_diff_sql('', '');
ROLLBACK;
DO $do$
BEGIN
    FOR i IN 1..2 LOOP
        PERFORM migrate_diff_sql('', 'CREATE TABLE users (id integer)');
        BEGIN
            PERFORM migrate_diff_sql('', 'CREATE TABLE users (id integer); SELECT 1 / 0');
        EXCEPTION WHEN division_by_zero THEN
            RAISE NOTICE '% sees % users', current_user, (SELECT count(*) FROM users);
        END;
    END LOOP;
    COMMIT;
END $do$;
SELECT catalogs() = :'before' AS unchanged;

-- Extensions: those of the database are there, whatever the text says of them, but what it says must
-- be possible. One that is not installed is made.
SELECT migrate_diff_sql('', 'CREATE EXTENSION citext SCHEMA missing');
SELECT migrate_diff_sql('', 'CREATE EXTENSION citext VERSION ''0.1''');
SELECT migrate_diff_sql('', 'CREATE EXTENSION pgcrypto; DROP EXTENSION pgcrypto, citext');
SELECT $text$
CREATE EXTENSION pgcrypto;
CREATE TABLE token (value text DEFAULT gen_salt('md5'), path ltree);
CREATE SCHEMA IF NOT EXISTS tools;
CREATE EXTENSION earthdistance SCHEMA tools;
CREATE EXTENSION citext SCHEMA tools;
COMMENT ON EXTENSION citext IS 'Ours';
CREATE TABLE a (name tools.citext);
ALTER EXTENSION citext SET SCHEMA public;
CREATE TABLE b (name public.citext);
CREATE EXTENSION IF NOT EXISTS pg_trgm VERSION '1.6' CASCADE;
ALTER EXTENSION pg_trgm UPDATE;
DROP EXTENSION pg_trgm, hstore CASCADE;
CREATE TABLE c (bag tools.hstore);
DROP EXTENSION pgcrypto CASCADE;
$text$ AS text \gset
SELECT migrate_diff_sql(:'text', :'text');

-- Schemas that extensions are in can be dropped, made again and renamed.
SELECT $text$
DROP SCHEMA IF EXISTS public, missing CASCADE;
CREATE SCHEMA public;
CREATE TABLE a (name citext);
CREATE SCHEMA tools;
CREATE TABLE tools.b (bag tools.hstore);
DROP SCHEMA tools CASCADE;
CREATE SCHEMA tools CREATE TABLE c (id integer);
ALTER SCHEMA tools RENAME TO box;
CREATE TABLE d (bag box.hstore);
CREATE SCHEMA tools;
CREATE TABLE tools.e (bag box.hstore);
$text$ AS text \gset
SELECT migrate_diff_sql(:'text', :'text');

-- Nobody gets into a schema that is closed to them by making it.
SELECT migrate_diff_sql('', 'SELECT closed.levenshtein(''a'', ''b'')');
SELECT migrate_diff_sql('', 'CREATE SCHEMA closed; SELECT closed.levenshtein(''a'', ''b'')');

-- Nor to what is set aside, or does anything run as somebody else than the caller.
SELECT migrate_diff_sql('', 'SELECT * FROM "migrate set aside 2200".users');
SELECT who();
SELECT migrate_diff_sql('', $$
DO 'BEGIN
    IF session_user <> ''regress_migrate_owner'' OR current_user <> ''regress_migrate_owner''
        OR who() <> ''regress_migrate_owner'' THEN
        RAISE EXCEPTION ''% % %'', session_user, current_user, who();
    END IF;
END';
ALTER SCHEMA public OWNER TO regress_migrate_other;
$$);

-- Who may not make anything in the real schema public can compare texts too, and the schema's
-- privileges are read as they are.
SELECT catalogs() = :'before' AS unchanged;
\c - regress_migrate_other
SET regress.armed = on;
SELECT migrate_diff_sql('CREATE EXTENSION citext', $$
    CREATE EXTENSION citext;
    CREATE SCHEMA mine;
    CREATE SCHEMA IF NOT EXISTS mine;
    CREATE SCHEMA tools AUTHORIZATION CURRENT_USER;
    CREATE TABLE tools.b (name citext);
$$);
SELECT migrate_diff_sql('', 'CREATE SCHEMA mine AUTHORIZATION regress_migrate_owner');
SELECT migrate_diff_sql('', 'CREATE SCHEMA mine; CREATE SCHEMA mine');
SELECT migrate_diff_sql('', 'CREATE SCHEMA pg_mine');

-- What belongs to no schema; the text's own event triggers sleep too.
\c - :superuser
SET regress.armed = on;
SET client_min_messages = error;
SELECT catalogs() AS before \gset
SELECT $text$
CREATE FUNCTION int_of(citext) RETURNS integer LANGUAGE sql AS 'SELECT $1::text::integer';
CREATE CAST (citext AS integer) WITH FUNCTION int_of(citext) AS ASSIGNMENT;
CREATE OPERATOR CLASS box_ops DEFAULT FOR TYPE box USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler;
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw;
CREATE LANGUAGE mine HANDLER plpgsql_call_handler;
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE SUBSCRIPTION regress_away CONNECTION 'host=nowhere' PUBLICATION everything WITH (connect = false);
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO regress_migrate_other;
CREATE FUNCTION fire() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''fired''; END';
CREATE EVENT TRIGGER at_start ON ddl_command_start EXECUTE FUNCTION fire();
ALTER EVENT TRIGGER at_start ENABLE ALWAYS;
CREATE EVENT TRIGGER at_end ON ddl_command_end EXECUTE FUNCTION fire();
SET session_replication_role = replica;
ALTER EVENT TRIGGER at_end ENABLE REPLICA;
CREATE TABLE a (id integer);
CREATE EVENT TRIGGER at_drop ON sql_drop EXECUTE FUNCTION fire();
DROP TABLE a;
$text$ AS text \gset
SELECT migrate_diff_sql(:'text', :'text');
SELECT catalogs() = :'before' AS unchanged;
SHOW session_replication_role;

\c regress_migrate_scratch
SET client_min_messages = error;
ALTER SUBSCRIPTION regress_away DISABLE;
ALTER SUBSCRIPTION regress_away SET (slot_name = NONE);
DROP SUBSCRIPTION regress_away;
\c :home
DROP DATABASE regress_migrate_scratch;
DROP ROLE regress_migrate_owner, regress_migrate_other;
