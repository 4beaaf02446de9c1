-- Names that need quotes: spaces, quotes, brackets, digits, keywords.
CREATE TABLE "my table" (id integer PRIMARY KEY, "my column" varchar(5) NOT NULL, [a b] text UNIQUE, `b``c` text CHECK (`b``c` <> ''), "d""e" text DEFAULT 'x', "1st" text, "new one" text);
CREATE INDEX "my index" ON "my table" ("my column", "d""e" DESC);
CREATE VIEW "my view" AS SELECT "my column" FROM "my table"; CREATE TRIGGER "my trigger" AFTER INSERT ON "my table" BEGIN DELETE FROM "my table" WHERE "1st" = ''; END;
