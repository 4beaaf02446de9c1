-- A parent is rebuilt while its children refer to it in every way.
CREATE TABLE team (id integer PRIMARY KEY, name varchar(80) NOT NULL UNIQUE, size bigint DEFAULT 0, CHECK (size >= 0));
CREATE TABLE member (id integer PRIMARY KEY, team integer NOT NULL REFERENCES team ON DELETE CASCADE);
CREATE TABLE sponsor (id integer PRIMARY KEY, team text REFERENCES team (name) ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE trophy (id integer PRIMARY KEY, team integer DEFAULT 1 REFERENCES team ON DELETE SET DEFAULT);
CREATE TABLE ban (id integer PRIMARY KEY, team integer REFERENCES team ON DELETE RESTRICT);
