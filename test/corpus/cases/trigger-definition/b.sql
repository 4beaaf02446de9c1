-- Triggers change their time, events, columns, condition, level, function and arguments.
CREATE TABLE stock (id integer PRIMARY KEY, amount integer, place text);
CREATE FUNCTION react() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION respond() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;

CREATE TRIGGER on_time AFTER INSERT OR DELETE ON stock FOR EACH ROW EXECUTE FUNCTION respond();
CREATE TRIGGER on_columns BEFORE UPDATE OF amount, place ON stock FOR EACH ROW EXECUTE FUNCTION react();
CREATE TRIGGER on_condition BEFORE UPDATE ON stock FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION react();
CREATE TRIGGER on_level AFTER DELETE OR TRUNCATE ON stock FOR EACH STATEMENT EXECUTE FUNCTION respond();
CREATE TRIGGER on_arguments BEFORE INSERT ON stock FOR EACH ROW EXECUTE FUNCTION react('it''s', '2', E'back\\slash');
COMMENT ON TRIGGER on_time ON stock IS 'second';
