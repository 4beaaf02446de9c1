-- The language of a function changes, from and to a parsed body too.
CREATE FUNCTION twice(x integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN x * 2; END $$;
CREATE FUNCTION thrice(x integer) RETURNS integer RETURN x * 3;
CREATE FUNCTION half(x integer) RETURNS integer LANGUAGE sql AS 'SELECT x / 2';
