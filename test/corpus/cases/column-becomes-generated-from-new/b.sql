-- New columns feed a generated column, a default function and a check that are new as well.
CREATE FUNCTION unit_name() RETURNS text LANGUAGE sql AS $$ SELECT 'cm' $$;
CREATE TABLE rectangle (
  id integer PRIMARY KEY,
  width numeric NOT NULL,
  height numeric DEFAULT 1 NOT NULL,
  unit text DEFAULT unit_name(),
  area numeric GENERATED ALWAYS AS (width * height) STORED,
  CONSTRAINT not_flat CHECK (height > 0 AND width > 0),
  CONSTRAINT known_unit CHECK (unit IN ('cm', 'inch'))
);
CREATE VIEW areas AS SELECT id, area, unit FROM rectangle;
