-- Schemas come and go with their tables, types and functions, and refer to each other.
CREATE SCHEMA stays;
CREATE SCHEMA "Comes Here";
COMMENT ON SCHEMA stays IS 'new';
CREATE TYPE "Comes Here".kind AS ENUM ('a');
CREATE TABLE "Comes Here".thing (id integer PRIMARY KEY, kind "Comes Here".kind);
CREATE TABLE stays.thing (id integer PRIMARY KEY, other integer REFERENCES "Comes Here".thing);
CREATE VIEW stays.both AS SELECT t.id, c.kind FROM stays.thing t JOIN "Comes Here".thing c ON c.id = t.other;
