-- What is dropped and made anew keeps owner, grants and grants on columns, and gains none by default privileges.
CREATE ROLE corpus_owner NOLOGIN;
CREATE ROLE corpus_reader NOLOGIN;
CREATE ROLE corpus_default NOLOGIN;
CREATE TABLE source (id integer PRIMARY KEY, n integer);

CREATE VIEW numbers AS SELECT id, n::text AS n FROM source;
CREATE FUNCTION number() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE SEQUENCE counter AS bigint;
ALTER VIEW numbers OWNER TO corpus_owner;
ALTER FUNCTION number() OWNER TO corpus_owner;
GRANT SELECT (n) ON numbers TO corpus_reader;
GRANT EXECUTE ON FUNCTION number() TO corpus_reader;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO corpus_default;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO corpus_default;
ALTER DEFAULT PRIVILEGES FOR ROLE corpus_owner GRANT ALL ON TABLES TO corpus_default;
