-- Composite types in composite types, in domains and in arrays are made and dropped in their order.
CREATE TYPE z_point AS (lat numeric, lon numeric);
CREATE TYPE m_address AS (street text, spot z_point);
CREATE TYPE a_route AS (stops m_address[], name text);
CREATE TYPE row_of_shop AS (n integer);
CREATE TABLE shop (id integer PRIMARY KEY, address m_address, routes a_route[]);
CREATE TYPE visit AS (shop shop, seen z_point);
CREATE FUNCTION latitude(s shop) RETURNS numeric LANGUAGE sql AS $$ SELECT ((s.address).spot).lat $$;
CREATE VIEW spots AS SELECT id, ((address).spot).lat AS lat FROM shop;
