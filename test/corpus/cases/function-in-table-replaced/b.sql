-- Functions in a check, a default, an index, a generated column, a domain and a policy change their signature.
CREATE FUNCTION norm(value text) RETURNS varchar IMMUTABLE LANGUAGE sql AS $$ SELECT lower(value)::varchar $$;
CREATE FUNCTION fresh_code() RETURNS varchar LANGUAGE sql AS $$ SELECT 'c'::varchar $$;
CREATE DOMAIN slug AS text CHECK (VALUE = public.norm(VALUE));
CREATE TABLE page (
  id integer PRIMARY KEY,
  title text CONSTRAINT has_norm CHECK (norm(title) <> ''),
  code text DEFAULT fresh_code(),
  slug slug,
  sort_key text GENERATED ALWAYS AS (norm(title)) STORED
);
CREATE INDEX page_norm ON page (norm(title));
CREATE POLICY normal ON page USING (norm(title) = title);
