-- Pins: a database in another encoding than UTF-8 stores, runs and reports text in its own.
\set home :DBNAME
CREATE DATABASE regress_migrate_latin1 TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C';
\c regress_migrate_latin1
SET client_encoding = 'UTF8';
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
SELECT migrate_revision('Größe', 'CREATE TABLE größe (länge integer CONSTRAINT länge_positiv CHECK (länge > 0))', 'DROP TABLE größe', rev_id => 'größe');
SELECT migrate_upgrade();
SELECT migrate_current();
SELECT message, octet_length(message) FROM migrate_script;
SELECT relname, octet_length(relname::text) FROM pg_class WHERE relname LIKE 'gr%';
SELECT revision, message FROM migrate_history();
SELECT migrate_revision('Größer', 'INSERT INTO größe VALUES (-1)', '', rev_id => 'größer');
SELECT migrate_upgrade();
SELECT migrate_upgrade('kürzer');
-- The "…" of a long statement has no place in LATIN1.
SELECT migrate_edit('größer', 'SELECT 1 / 0 AS ' || repeat('ä', 63) || ', 2 AS two');
SELECT migrate_upgrade();
\c :home
DROP DATABASE regress_migrate_latin1;
