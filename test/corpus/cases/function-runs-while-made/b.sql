-- Functions whose bodies are texts run while columns, checks, indexes and materialized views are made: what they call is made before.
CREATE TABLE parcel (
  id integer PRIMARY KEY,
  code text NOT NULL
);
CREATE VIEW zone_list AS SELECT 'a'::text AS zone;
CREATE FUNCTION zones() RETURNS SETOF zone_list LANGUAGE sql STABLE AS $$ SELECT * FROM zone_list $$;
CREATE FUNCTION known(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT count(*) > 0 FROM zones() WHERE code <> zone $$;
CREATE FUNCTION checked(code text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN known(code)::text; END $$;
CREATE FUNCTION short(code text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN length(code) < 9; END $$;
CREATE DOMAIN zone_code AS text DEFAULT 'b' CHECK (short(VALUE));
ALTER TABLE parcel ADD CONSTRAINT parcel_known CHECK (known(code));
ALTER TABLE parcel ADD COLUMN zone zone_code DEFAULT 'b';
ALTER TABLE parcel ADD COLUMN label text DEFAULT checked('c');
ALTER TABLE parcel ADD COLUMN length text GENERATED ALWAYS AS (checked(code)) STORED;
CREATE INDEX a_parcel_checked ON parcel (checked(code));
CREATE MATERIALIZED VIEW a_checked AS SELECT id, checked(code) FROM parcel;
CREATE MATERIALIZED VIEW b_checked AS SELECT count(*) FROM a_checked, zones();
