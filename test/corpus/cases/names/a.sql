-- Names that need quotes, that are keywords, that are long, and that look alike but for their case.
CREATE SCHEMA "select";
CREATE TABLE "select"."table" ("order" integer PRIMARY KEY, "Weird ""name""" text, "ünïcode" integer, "where" text);
CREATE TABLE "select"."Table" ("ORDER" integer PRIMARY KEY);
CREATE TYPE "select"."Type 1" AS ENUM ('it''s', 'a"b', '');
CREATE INDEX "my idx" ON "select"."table" ("ünïcode");
CREATE SEQUENCE "select"."seq.with.dots";
CREATE FUNCTION "select"."f()"("group" integer) RETURNS integer LANGUAGE sql AS 'SELECT "group"';
