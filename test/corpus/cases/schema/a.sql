-- Schemas come and go with their tables, types and functions, and refer to each other.
CREATE SCHEMA stays;
CREATE SCHEMA goes;
COMMENT ON SCHEMA stays IS 'old';
CREATE TABLE goes.thing (id integer PRIMARY KEY);
CREATE TYPE goes.kind AS ENUM ('a');
CREATE TABLE stays.thing (id integer PRIMARY KEY, kind goes.kind, other integer REFERENCES goes.thing);
CREATE FUNCTION goes.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
