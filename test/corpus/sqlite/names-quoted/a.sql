-- Names that need quotes: spaces, quotes, brackets, digits, keywords.
CREATE TABLE "my table" (id integer PRIMARY KEY, "my column" text, [a b] text, `b``c` text, "d""e" text, "1st" text);
CREATE INDEX "my index" ON "my table" ("my column", "d""e");
