-- Tables with everything that a table can have come and go.
CREATE TABLE kept (id integer PRIMARY KEY, note text);
CREATE TABLE author (id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL COLLATE NOCASE UNIQUE);
CREATE TABLE book (
  id integer PRIMARY KEY,
  author_id integer NOT NULL REFERENCES author ON DELETE CASCADE,
  title text NOT NULL DEFAULT 'untitled',
  shelf text AS (substr(title, 1, 1)) STORED,
  CHECK (length(title) > 0)
) STRICT;
CREATE TABLE tag (book_id integer, name text, PRIMARY KEY (book_id, name)) WITHOUT ROWID;
CREATE INDEX book_shelf ON book (shelf);
