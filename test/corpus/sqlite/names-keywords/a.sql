-- Keywords are names of tables and columns.
CREATE TABLE "order" (id integer PRIMARY KEY, "group" text, "select" integer, key text, "check" text);
CREATE TABLE "table" (id integer PRIMARY KEY, "order" integer REFERENCES "order"); CREATE INDEX "index" ON "order" ("group");
