-- A table gets its key for a rowid, another one gets rowids.
CREATE TABLE word (text text PRIMARY KEY NOT NULL, count integer NOT NULL DEFAULT 0);
CREATE TABLE pair (a integer, b integer, note text, PRIMARY KEY (b, a)) WITHOUT ROWID;
CREATE INDEX pair_note ON pair (note);
