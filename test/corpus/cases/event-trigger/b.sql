-- Event triggers are made, filtered, disabled and dropped, and don't disturb the migration itself.
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 2; END $$;
CREATE EVENT TRIGGER watch_all ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION on_ddl();
CREATE EVENT TRIGGER watch_rewrites ON table_rewrite EXECUTE FUNCTION on_ddl();
ALTER EVENT TRIGGER watch_all DISABLE;
ALTER EVENT TRIGGER watch_rewrites ENABLE ALWAYS;
CREATE TABLE t (id bigint);
