-- Owners change, of what exists and of what the change makes, also below schemas of others.
CREATE ROLE corpus_owner NOLOGIN;
CREATE ROLE corpus_other NOLOGIN;

CREATE SCHEMA app AUTHORIZATION corpus_owner;
CREATE TABLE app.t (id serial PRIMARY KEY);
CREATE VIEW app.v AS SELECT id FROM app.t;
CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TYPE app.e AS ENUM ('a');
ALTER TABLE app.t OWNER TO corpus_owner;
ALTER FUNCTION app.f() OWNER TO corpus_other;
