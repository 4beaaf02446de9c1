-- Owners change, of what exists and of what the change makes, also below schemas of others.
CREATE ROLE corpus_owner NOLOGIN;
CREATE ROLE corpus_other NOLOGIN;

CREATE SCHEMA app AUTHORIZATION corpus_other;
CREATE TABLE app.t (id serial PRIMARY KEY);
CREATE VIEW app.v AS SELECT id FROM app.t;
CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TYPE app.e AS ENUM ('a');
CREATE TABLE app.fresh (id integer GENERATED ALWAYS AS IDENTITY);
CREATE MATERIALIZED VIEW app.m AS SELECT 1 AS one;
ALTER TABLE app.t OWNER TO corpus_other;
ALTER VIEW app.v OWNER TO corpus_owner;
ALTER TYPE app.e OWNER TO corpus_owner;
ALTER TABLE app.fresh OWNER TO corpus_owner;
ALTER MATERIALIZED VIEW app.m OWNER TO corpus_owner;
