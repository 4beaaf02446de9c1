-- Triggers with transition tables are added and changed.
CREATE TABLE price (id integer PRIMARY KEY, amount numeric);
CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM count(*) FROM changed; RETURN NULL; END $$;

CREATE TRIGGER after_insert AFTER INSERT ON price REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION audit();
