-- A table gets its key for a rowid, another one gets rowids.
CREATE TABLE word (text text PRIMARY KEY NOT NULL, count integer NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE pair (a integer NOT NULL, b integer NOT NULL, note text, PRIMARY KEY (b, a));
CREATE INDEX pair_note ON pair (note);
