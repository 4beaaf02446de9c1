-- Default privileges in the database and in a schema are granted, revoked and changed.
CREATE ROLE corpus_app NOLOGIN;
CREATE ROLE corpus_owner NOLOGIN;
CREATE SCHEMA app;

ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT, INSERT ON TABLES TO corpus_app WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE corpus_owner GRANT USAGE ON SCHEMAS TO corpus_app;
ALTER DEFAULT PRIVILEGES FOR ROLE corpus_owner REVOKE USAGE ON TYPES FROM PUBLIC;
CREATE TABLE app.plain (id integer);
REVOKE ALL ON app.plain FROM corpus_app;
