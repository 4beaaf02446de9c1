-- Overloads, variadic, polymorphic, table and output arguments come and go beside each other.
CREATE FUNCTION area(side numeric) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT side * side';
CREATE FUNCTION area(circle) RETURNS double precision IMMUTABLE LANGUAGE sql AS 'SELECT pg_catalog.area($1)';
CREATE FUNCTION greatest_of(first anyelement, VARIADIC list anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT max(x) FROM unnest(list) x';
CREATE FUNCTION pairs() RETURNS TABLE (k text, v bigint) LANGUAGE sql ROWS 20 AS $$ SELECT 'a', 1::bigint $$;
CREATE FUNCTION bounds(INOUT low integer, OUT high integer, step integer DEFAULT 1 + 1) LANGUAGE sql AS 'SELECT low, low + step';
