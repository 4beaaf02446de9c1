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

GRANT USAGE, CREATE ON SCHEMA app TO corpus_reader WITH GRANT OPTION;
GRANT SELECT (id), REFERENCES (id) ON app.t TO corpus_reader WITH GRANT OPTION;
GRANT INSERT, UPDATE ON app.t TO corpus_writer;
GRANT SELECT ON app.v TO PUBLIC;
GRANT SELECT ON app.s TO corpus_writer;
REVOKE EXECUTE ON FUNCTION app.f() FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE app.p() FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE app.p() TO corpus_writer;
REVOKE USAGE ON TYPE app.e FROM PUBLIC;
GRANT USAGE ON TYPE app.d TO corpus_writer;
GRANT USAGE ON FOREIGN DATA WRAPPER corpus_wrapper TO corpus_writer;
REVOKE DELETE ON app.t FROM CURRENT_USER;
