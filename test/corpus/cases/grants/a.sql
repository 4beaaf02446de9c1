-- Grants on everything that can have some, with grant options, on columns, to everybody; some are taken back.
CREATE ROLE corpus_reader NOLOGIN;
CREATE ROLE corpus_writer NOLOGIN;
CREATE SCHEMA app;
CREATE TABLE app.t (id integer, secret text);
CREATE VIEW app.v AS SELECT id FROM app.t;
CREATE SEQUENCE app.s;
CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE app.p() LANGUAGE sql AS '';
CREATE TYPE app.e AS ENUM ('a');
CREATE DOMAIN app.d AS integer;
CREATE FOREIGN DATA WRAPPER corpus_wrapper;
CREATE SERVER corpus_server FOREIGN DATA WRAPPER corpus_wrapper;

GRANT USAGE ON SCHEMA app TO corpus_reader;
GRANT SELECT ON app.t TO corpus_reader;
GRANT ALL ON app.t TO corpus_writer;
GRANT UPDATE (secret) ON app.t TO corpus_reader;
GRANT USAGE ON SEQUENCE app.s TO corpus_writer;
GRANT EXECUTE ON FUNCTION app.f() TO corpus_reader WITH GRANT OPTION;
GRANT USAGE ON FOREIGN SERVER corpus_server TO corpus_reader;
