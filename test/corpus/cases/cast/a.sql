-- Casts with a function, without one, and by text; a cast changes when it is used.
CREATE TYPE celsius AS (degrees numeric);
CREATE TYPE fahrenheit AS (degrees numeric);
CREATE FUNCTION to_fahrenheit(celsius) RETURNS fahrenheit IMMUTABLE LANGUAGE sql AS 'SELECT ROW(($1).degrees * 1.8 + 32)::fahrenheit';
CREATE CAST (celsius AS fahrenheit) WITH FUNCTION to_fahrenheit(celsius) AS ASSIGNMENT;
CREATE CAST (text AS celsius) WITH INOUT;
COMMENT ON CAST (celsius AS fahrenheit) IS 'by the formula';
