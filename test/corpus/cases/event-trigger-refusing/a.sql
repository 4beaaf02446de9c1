-- Event triggers do not disturb the change that makes, alters or drops them.
CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no %', TG_TAG; END $$;
CREATE TABLE ledger (id integer);
CREATE EVENT TRIGGER no_drops ON sql_drop WHEN TAG IN ('DROP TABLE', 'DROP SEQUENCE') EXECUTE FUNCTION refuse();
