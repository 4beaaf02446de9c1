-- A column changes in everything at once.
CREATE TABLE s (id integer PRIMARY KEY, a text NOT NULL DEFAULT 'x' COLLATE NOCASE CHECK (a <> ''), b integer);
