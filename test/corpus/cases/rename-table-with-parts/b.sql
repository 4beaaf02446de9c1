-- A table is renamed along with what belongs to it and names it: columns, a trigger, a rule, a policy.
CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
-- @renamed from=person
CREATE TABLE people (
  id integer PRIMARY KEY,
  label text -- @renamed from=name
);
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
-- @renamed from=person_look
CREATE TRIGGER people_look BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION look();
-- @renamed from=person_keep
CREATE RULE people_keep AS ON DELETE TO people DO INSTEAD NOTHING;
-- @renamed from=person_read
CREATE POLICY people_read ON people FOR SELECT USING (label <> '');
CREATE VIEW names AS SELECT label AS name FROM people;
