-- A parent is rebuilt while its children refer to it in every way.
CREATE TABLE team (id integer PRIMARY KEY, name text NOT NULL UNIQUE, size integer);
CREATE TABLE member (id integer PRIMARY KEY, team integer NOT NULL REFERENCES team ON DELETE CASCADE);
CREATE TABLE sponsor (id integer PRIMARY KEY, team text REFERENCES team (name) ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE trophy (id integer PRIMARY KEY, team integer DEFAULT 1 REFERENCES team ON DELETE SET DEFAULT);
CREATE TABLE ban (id integer PRIMARY KEY, team integer REFERENCES team ON DELETE RESTRICT);
