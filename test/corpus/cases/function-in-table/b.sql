-- SQL functions whose quoted bodies call others stand in a check, a default, an index and a generated column.
CREATE FUNCTION z_base(t text) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT lower(t) $$;
CREATE FUNCTION a_clean(t text) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT trim(public.z_base(t)) $$;
CREATE FUNCTION is_clean(t text) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT t = public.a_clean(t) $$;
CREATE FUNCTION first_word() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN public.a_clean(' None '); END $$;
CREATE TABLE word (
  id integer PRIMARY KEY,
  body text DEFAULT first_word(),
  cleaned text GENERATED ALWAYS AS (a_clean(body)) STORED,
  CONSTRAINT body_is_clean CHECK (is_clean(body))
);
CREATE INDEX word_clean ON word (a_clean(body)) WHERE is_clean(body);
