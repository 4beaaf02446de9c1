-- A value that no row holds is removed from an enum with columns, arrays, defaults, indexes and a trigger's condition.
CREATE TYPE state AS ENUM ('new', 'open', 'waiting', 'closed');
CREATE TABLE issue (id integer PRIMARY KEY, state state DEFAULT 'new', past state[] DEFAULT ARRAY['new'::state]);
CREATE UNIQUE INDEX issue_new ON issue (id) WHERE state = 'new';
CREATE INDEX issue_past ON issue USING gin (past);
CREATE FUNCTION changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER closing BEFORE UPDATE OF state ON issue FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION changed();
CREATE POLICY open_only ON issue USING (state <> 'closed');
CREATE MATERIALIZED VIEW by_state AS SELECT state, count(*) AS n FROM issue GROUP BY state;
CREATE UNIQUE INDEX by_state_idx ON by_state (state);
