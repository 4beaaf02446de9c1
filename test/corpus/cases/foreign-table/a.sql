-- Foreign tables change under views, triggers and children; no value of theirs is converted.
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE TYPE kind AS ENUM ('a', 'b');
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE base (id integer, label text);
CREATE FOREIGN TABLE child (kind kind, note text, CONSTRAINT id_low CHECK (id > 0)) INHERITS (base) SERVER files OPTIONS (filename '/dev/null');
CREATE FOREIGN TABLE lonely (id integer, label text, kind kind) SERVER files OPTIONS (filename '/dev/null', format 'csv');
CREATE VIEW lonely_ids AS SELECT id, label FROM lonely;
CREATE TRIGGER stamp BEFORE UPDATE OF label ON lonely FOR EACH ROW EXECUTE FUNCTION stamp();
