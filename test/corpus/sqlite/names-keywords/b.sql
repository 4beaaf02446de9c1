-- Keywords are names of tables and columns.
CREATE TABLE "order" (id integer PRIMARY KEY, "group" varchar(4) NOT NULL, "select" integer CHECK ("select" > 0), key text DEFAULT 'k', "check" text UNIQUE, "default" text);
CREATE TABLE "table" (id integer PRIMARY KEY, "order" integer REFERENCES "order" ON DELETE CASCADE); CREATE INDEX "index" ON "order" ("group", key);
CREATE VIEW "view" AS SELECT "order"."group" FROM "order";
