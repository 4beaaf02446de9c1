-- Triggers are disabled and enabled, for replicas and always; a foreign key's own ones are left alone.
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE child (id integer PRIMARY KEY, parent_id integer REFERENCES parent);
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER one BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION watch();
CREATE TRIGGER two BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION watch();
CREATE TRIGGER three BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION watch();

ALTER TABLE child DISABLE TRIGGER one;
ALTER TABLE child ENABLE REPLICA TRIGGER two;
