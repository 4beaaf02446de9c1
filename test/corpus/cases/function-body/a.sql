-- Bodies and attributes of functions change without touching what uses them.
CREATE TABLE item (id integer PRIMARY KEY, price numeric);

CREATE FUNCTION tax(amount numeric) RETURNS numeric LANGUAGE sql AS 'SELECT amount * 0.1';
CREATE FUNCTION attributes(x integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN x; END $$;
CREATE FUNCTION plain(x integer) RETURNS integer LANGUAGE plpgsql
  IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 5 SECURITY DEFINER SET search_path = pg_catalog, public SET work_mem = '8MB'
  AS $$ BEGIN RETURN x; END $$;
CREATE VIEW taxed AS SELECT id, tax(price) AS tax FROM item;
COMMENT ON FUNCTION tax(numeric) IS 'ten per cent';
