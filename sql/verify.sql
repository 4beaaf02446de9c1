-- Pins: migrate_verify tells of each revision whether its downgrade undoes its upgrade and its upgrade
-- can be repeated, names what differs, and leaves nothing.
-- Source: docs/reference.md.
CREATE EXTENSION migrate;
SELECT migrate_setting('notices', 'off');
CREATE TABLE customer (id integer PRIMARY KEY, name text);
INSERT INTO customer VALUES (1, 'Ann');
SELECT * FROM migrate_verify();

SELECT migrate_import($$
-- Revision ID: good
-- migrate:up
ALTER TABLE customer ADD COLUMN email text;
CREATE FUNCTION shout(text) RETURNS text LANGUAGE sql AS 'SELECT upper($1)';
-- migrate:down
DROP FUNCTION shout;
ALTER TABLE customer DROP COLUMN email;

-- Revision ID: left
-- Revises: good
-- migrate:up
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TABLE customer ADD COLUMN mood mood;
GRANT SELECT ON customer TO PUBLIC;
-- migrate:down
ALTER TABLE customer DROP COLUMN mood;

-- Revision ID: lost
-- Revises: left
-- migrate:up
ALTER TABLE customer ALTER COLUMN name SET NOT NULL;
CREATE INDEX customer_name ON customer (name);
-- migrate:down
ALTER TABLE customer DROP COLUMN name;

-- Revision ID: other
-- Revises: lost
-- migrate:up
CREATE TABLE IF NOT EXISTS role (id integer, name text);
-- migrate:down
ALTER TABLE role RENAME TO roles; DROP TABLE roles; CREATE TABLE role (id bigint);

-- Revision ID: final
-- Revises: other
-- migrate:up
DROP TABLE role;

-- Revision ID: broken
-- Revises: final
-- migrate:up
SELECT 1;
-- migrate:down
DROP TABLE missing;

-- Revision ID: apart
-- Revises: broken
-- migrate:up transaction:false
VACUUM;
-- migrate:down

-- Revision ID: stuck
-- Revises: apart
-- migrate:up
INSERT INTO customer (id, name) VALUES (2, NULL);
-- migrate:down

-- Revision ID: unreached
-- Revises: stuck
-- migrate:up
SELECT 1;
-- migrate:down
$$);
SELECT * FROM migrate_verify();
-- What comes before the range is run, not judged.
SELECT * FROM migrate_verify('left:other');
SELECT * FROM migrate_verify('unreached:');
SELECT migrate_current(), (SELECT count(*) FROM migrate_log) AS logged;
\d customer

-- Applied revisions, from where the database is: downwards, and what is pending upwards.
SELECT migrate_edit('left', downgrade => 'REVOKE SELECT ON customer FROM PUBLIC; ALTER TABLE customer DROP COLUMN mood; DROP TYPE mood;');
SELECT migrate_edit('lost', downgrade => 'ALTER TABLE customer ALTER COLUMN name DROP NOT NULL;');
SELECT migrate_upgrade('lost');
SELECT * FROM migrate_verify('base:lost');
SELECT * FROM migrate_verify('good:good');
SELECT * FROM migrate_verify('left:other');
SELECT migrate_downgrade('left');
DROP INDEX customer_name;
SELECT * FROM migrate_verify(':left');
-- What was made by hand no upgrade brings back, or it is in the way.
ALTER TABLE customer ALTER COLUMN email SET DEFAULT 'none';
SELECT * FROM migrate_verify(':left');
CREATE VIEW emails AS SELECT email FROM customer;
SELECT * FROM migrate_verify(':left');
DROP VIEW emails;
SELECT migrate_stamp('final');
SELECT * FROM migrate_verify('left:final');

SELECT * FROM migrate_verify('left');
SELECT * FROM migrate_verify('lost:good');
SELECT * FROM migrate_verify('zz:');
BEGIN READ ONLY;
SELECT * FROM migrate_verify();
ROLLBACK;
CREATE ROLE regress_migrate_guest;
SET ROLE regress_migrate_guest;
SELECT * FROM migrate_verify();
RESET ROLE;
DROP ROLE regress_migrate_guest;
DROP EXTENSION migrate;
DROP TABLE customer;
DROP FUNCTION shout;
DROP TYPE mood;
