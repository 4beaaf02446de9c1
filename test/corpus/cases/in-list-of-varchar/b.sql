-- What PostgreSQL writes of IN lists over varchar changes once it is read again; nothing is lost by it.
CREATE DOMAIN level AS varchar(10) CHECK (VALUE IN ('low', 'high'));
CREATE TABLE ticket (
  id integer PRIMARY KEY,
  state varchar(10) DEFAULT 'new' CHECK (state IN ('new', 'done')),
  level level,
  open boolean GENERATED ALWAYS AS (state IN ('new', 'late')) STORED
);
CREATE INDEX ticket_open ON ticket (id) WHERE state NOT IN ('done', 'void');
CREATE VIEW open_ticket AS SELECT id FROM ticket WHERE state IN ('new', 'late') AND level IN ('low', 'high');
CREATE MATERIALIZED VIEW counted AS SELECT count(*) FILTER (WHERE state IN ('new', 'late')) FROM ticket;
CREATE FUNCTION is_open(t varchar) RETURNS boolean LANGUAGE sql BEGIN ATOMIC SELECT t IN ('new', 'late'); END;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON ticket FOR EACH ROW WHEN (NEW.state IN ('new', 'late')) EXECUTE FUNCTION touch();
ALTER TRIGGER touch ON ticket RENAME TO touched;
ALTER TABLE ticket DISABLE TRIGGER touched;
CREATE RULE no_void AS ON INSERT TO ticket WHERE NEW.state IN ('void', 'lost') DO INSTEAD NOTHING;
CREATE POLICY open_only ON ticket USING (state IN ('new', 'late')) WITH CHECK (state NOT IN ('void', 'lost'));
