-- Constraint triggers change in when they fire and in the table that they refer to.
CREATE TABLE entry (id integer PRIMARY KEY, amount numeric);
CREATE TABLE ledger (id integer PRIMARY KEY);
CREATE FUNCTION balance() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;

CREATE CONSTRAINT TRIGGER balanced AFTER INSERT OR UPDATE ON entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.amount > 0) EXECUTE FUNCTION balance();
CREATE CONSTRAINT TRIGGER referred AFTER DELETE ON ledger DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balance();
COMMENT ON TRIGGER balanced ON entry IS 'at commit';
