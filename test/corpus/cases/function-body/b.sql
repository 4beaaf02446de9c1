-- Bodies and attributes of functions change without touching what uses them.
CREATE TABLE item (id integer PRIMARY KEY, price numeric);

CREATE FUNCTION tax(amount numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT amount * 0.2 /* it's more */ $$;
CREATE FUNCTION attributes(x integer) RETURNS integer LANGUAGE plpgsql
  STABLE RETURNS NULL ON NULL INPUT PARALLEL RESTRICTED COST 1000 SECURITY DEFINER SET search_path = public, "$user" SET "my.option" = 'a b'
  AS $$ BEGIN RETURN x; END $$;
CREATE FUNCTION plain(x integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN x; END $$;
CREATE VIEW taxed AS SELECT id, tax(price) AS tax FROM item;
COMMENT ON FUNCTION tax(numeric) IS 'twenty per cent';
