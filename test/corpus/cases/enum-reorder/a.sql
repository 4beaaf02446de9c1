-- The values of an enum change their order under an index, a key, a check, a view and functions.
CREATE TYPE level AS ENUM ('low', 'mid', 'high');
CREATE TABLE alarm (id integer, level level NOT NULL DEFAULT 'low', PRIMARY KEY (id, level), CONSTRAINT not_low CHECK (level > 'low'));
CREATE TABLE alarm_note (id integer, level level, FOREIGN KEY (id, level) REFERENCES alarm);
CREATE INDEX alarm_level ON alarm (level DESC);
CREATE FUNCTION is_urgent(l level) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT l = 'high' $$;
CREATE FUNCTION worst() RETURNS level LANGUAGE sql AS $$ SELECT max(level) FROM alarm $$;
CREATE VIEW urgent AS SELECT id, level FROM alarm WHERE is_urgent(level);
COMMENT ON TYPE level IS 'how bad';
