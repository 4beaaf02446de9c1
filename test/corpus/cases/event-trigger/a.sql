-- Event triggers are made, filtered, disabled and dropped, and don't disturb the migration itself.
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END $$;
CREATE EVENT TRIGGER watch_all ON ddl_command_end EXECUTE FUNCTION on_ddl();
CREATE EVENT TRIGGER watch_drops ON sql_drop EXECUTE FUNCTION on_ddl();
CREATE TABLE t (id integer);
COMMENT ON EVENT TRIGGER watch_all IS 'all of it';
