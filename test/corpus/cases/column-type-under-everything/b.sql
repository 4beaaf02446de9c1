-- A column's type changes below a policy, a rule, triggers, a check, an exclusion, statistics and a publication's filter.
CREATE TABLE shift (
  id integer PRIMARY KEY,
  ward bigint NOT NULL,
  hours int4range,
  nurse text,
  CONSTRAINT ward_known CHECK (ward > 0),
  CONSTRAINT one_at_a_time EXCLUDE USING gist (hours WITH &&) WHERE (ward > 10)
);
CREATE TABLE shift_log (shift_id integer, ward bigint);
CREATE INDEX shift_ward_idx ON shift ((ward + 1)) WHERE ward < 100;
CREATE STATISTICS shift_stats (ndistinct) ON ward, nurse FROM shift;
CREATE FUNCTION note_shift() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER ward_moves BEFORE UPDATE OF ward ON shift
  FOR EACH ROW WHEN (OLD.ward IS DISTINCT FROM NEW.ward) EXECUTE FUNCTION note_shift();
CREATE TRIGGER nurse_moves BEFORE UPDATE OF nurse ON shift
  FOR EACH ROW EXECUTE FUNCTION note_shift();
ALTER TABLE shift DISABLE TRIGGER ward_moves;
CREATE RULE keep_log AS ON UPDATE TO shift WHERE NEW.ward <> OLD.ward
  DO ALSO INSERT INTO shift_log (shift_id, ward) VALUES (OLD.id, OLD.ward);
ALTER TABLE shift ENABLE ROW LEVEL SECURITY;
CREATE POLICY low_wards ON shift FOR SELECT USING (ward < 50);
CREATE PUBLICATION shifts FOR TABLE shift (id, ward) WHERE (ward > 0 AND id > 0);
COMMENT ON POLICY low_wards ON shift IS 'day staff';
COMMENT ON TRIGGER ward_moves ON shift IS 'switched off';
COMMENT ON RULE keep_log ON shift IS 'history';
ALTER TABLE shift REPLICA IDENTITY FULL;
