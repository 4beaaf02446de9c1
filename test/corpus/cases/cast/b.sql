-- Casts with a function, without one, and by text; a cast changes when it is used.
CREATE TYPE celsius AS (degrees numeric);
CREATE TYPE fahrenheit AS (degrees numeric);
CREATE TYPE shade AS ENUM ('dark', 'light');
CREATE FUNCTION to_fahrenheit(celsius) RETURNS fahrenheit IMMUTABLE LANGUAGE sql AS 'SELECT ROW(($1).degrees * 1.8 + 32)::fahrenheit';
CREATE CAST (celsius AS fahrenheit) WITH FUNCTION to_fahrenheit(celsius) AS IMPLICIT;
CREATE CAST (text AS shade) WITH INOUT AS ASSIGNMENT;
CREATE TABLE lamp (shade shade DEFAULT 'dark');
