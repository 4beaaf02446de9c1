-- Triggers change their time, events, columns, condition, level, function and arguments.
CREATE TABLE stock (id integer PRIMARY KEY, amount integer, place text);
CREATE FUNCTION react() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION respond() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;

CREATE TRIGGER on_time BEFORE INSERT ON stock FOR EACH ROW EXECUTE FUNCTION react();
CREATE TRIGGER on_columns BEFORE UPDATE OF amount ON stock FOR EACH ROW EXECUTE FUNCTION react();
CREATE TRIGGER on_condition BEFORE UPDATE ON stock FOR EACH ROW WHEN (NEW.amount < 0) EXECUTE FUNCTION react();
CREATE TRIGGER on_level AFTER DELETE ON stock FOR EACH ROW EXECUTE FUNCTION respond();
CREATE TRIGGER on_arguments BEFORE INSERT ON stock FOR EACH ROW EXECUTE FUNCTION react('a');
CREATE TRIGGER gone BEFORE INSERT ON stock FOR EACH ROW EXECUTE FUNCTION react();
COMMENT ON TRIGGER on_time ON stock IS 'first';
