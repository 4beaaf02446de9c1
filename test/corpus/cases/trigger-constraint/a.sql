-- Constraint triggers change in when they fire and in the table that they refer to.
CREATE TABLE entry (id integer PRIMARY KEY, amount numeric);
CREATE TABLE ledger (id integer PRIMARY KEY);
CREATE FUNCTION balance() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;

CREATE CONSTRAINT TRIGGER balanced AFTER INSERT OR UPDATE ON entry NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION balance();
CREATE CONSTRAINT TRIGGER referred AFTER DELETE ON ledger FROM entry DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION balance();
