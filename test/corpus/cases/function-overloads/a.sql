-- Overloads, variadic, polymorphic, table and output arguments come and go beside each other.
CREATE FUNCTION area(side numeric) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT side * side';
CREATE FUNCTION area(a numeric, b numeric) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT a * b';
CREATE FUNCTION greatest_of(VARIADIC list integer[]) RETURNS integer LANGUAGE sql AS 'SELECT max(x) FROM unnest(list) x';
CREATE FUNCTION pairs() RETURNS TABLE (k text, v integer) LANGUAGE sql ROWS 10 AS $$ SELECT 'a', 1 $$;
