-- Names that need quotes, that are keywords, that are long, and that look alike but for their case.
CREATE SCHEMA "select";
CREATE TYPE "select"."Type 1" AS ENUM ('it''s', 'a"b', '', '-- x');
CREATE SEQUENCE "select"."seq.with.dots";
CREATE TABLE "select"."table" (
  "order" bigint PRIMARY KEY,
  "Weird ""name""" text NOT NULL,
  "ünïcode" integer DEFAULT nextval('"select"."seq.with.dots"'),
  "check" "select"."Type 1" DEFAULT 'it''s',
  a_column_with_a_name_of_exactly_sixty_three_characters_in_total integer,
  CONSTRAINT "constraint" CHECK ("Weird ""name""" <> E'back\\slash'),
  CONSTRAINT "1" UNIQUE ("ünïcode", "check")
);
CREATE TABLE "select"."Table" ("ORDER" integer PRIMARY KEY REFERENCES "select"."table" ("order"));
CREATE VIEW "select"."VIEW" AS SELECT "order" AS "Order", "Weird ""name""" AS "select" FROM "select"."table";
CREATE TRIGGER "trigger" BEFORE UPDATE OF "ünïcode" ON "select"."table" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE POLICY "policy" ON "select"."Table" USING ("ORDER" > 0);
CREATE INDEX "my idx" ON "select"."table" ("ünïcode" DESC);
CREATE INDEX "My Idx" ON "select"."table" ("check");
COMMENT ON COLUMN "select"."table"."Weird ""name""" IS 'quoted';
CREATE FUNCTION "select"."f()"("group" integer) RETURNS integer LANGUAGE sql AS 'SELECT "group" + 1';
