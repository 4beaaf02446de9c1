-- A table with rows becomes partitioned, and a partitioned one plain.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no row may change'; END $$;
CREATE TABLE history (id bigint NOT NULL, day date NOT NULL, price numeric, double numeric GENERATED ALWAYS AS (price * 2) STORED, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE history_old PARTITION OF history FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
CREATE TABLE history_all PARTITION OF history DEFAULT;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON history FOR EACH ROW EXECUTE FUNCTION refuse();
ALTER TABLE history DISABLE TRIGGER frozen;
CREATE TABLE future (id serial, day date NOT NULL);
ALTER TABLE future ENABLE ROW LEVEL SECURITY;
ALTER TABLE future FORCE ROW LEVEL SECURITY;
CREATE VIEW history_days AS SELECT day FROM history;
