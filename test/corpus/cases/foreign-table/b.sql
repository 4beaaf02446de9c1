-- Foreign tables change under views, triggers and children; no value of theirs is converted.
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE TYPE kind AS ENUM ('b', 'c');
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE base (id bigint, label text);
CREATE FOREIGN TABLE child (kind kind, CONSTRAINT id_low CHECK (id > 1)) INHERITS (base) SERVER files OPTIONS (filename '/dev/null', format 'binary');
CREATE FOREIGN TABLE lonely (id text NOT NULL, label varchar(20) DEFAULT 'x', kind kind) SERVER files OPTIONS (format 'csv', filename '/dev/null');
CREATE VIEW lonely_ids AS SELECT id, label FROM lonely;
CREATE TRIGGER stamp BEFORE UPDATE OF label ON lonely FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER FOREIGN TABLE lonely DISABLE TRIGGER stamp;
