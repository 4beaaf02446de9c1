-- A table is renamed along with what belongs to it and names it: columns, a trigger, a rule, a policy.
CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
-- @renamed from=people
CREATE TABLE person (
  id integer PRIMARY KEY,
  name text -- @renamed from=label
);
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
-- @renamed from=people_look
CREATE TRIGGER person_look BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION look();
-- @renamed from=people_keep
CREATE RULE person_keep AS ON DELETE TO person DO INSTEAD NOTHING;
-- @renamed from=people_read
CREATE POLICY person_read ON person FOR SELECT USING (name <> '');
CREATE VIEW names AS SELECT name FROM person;
