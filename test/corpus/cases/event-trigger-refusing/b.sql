-- Event triggers do not disturb the change that makes, alters or drops them.
CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not %', TG_TAG; END $$;
CREATE VIEW journal AS SELECT 1 AS id;
CREATE EVENT TRIGGER no_views ON ddl_command_start WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION refuse();
