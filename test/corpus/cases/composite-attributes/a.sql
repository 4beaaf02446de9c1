-- Attributes of a composite type are added, dropped, retyped; tables, arrays and functions use it.
CREATE TYPE address AS (street text, number integer, fax text);
CREATE TYPE only_here AS (a integer);
CREATE TABLE client (id integer PRIMARY KEY, home address, others address[]);
CREATE FUNCTION line(a address) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT (a).street || ' ' || (a).number $$;
COMMENT ON COLUMN address.street IS 'without number';
