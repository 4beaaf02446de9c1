-- The column that is the rowid changes: to another, to none, by its type.
CREATE TABLE one (id integer PRIMARY KEY, n integer NOT NULL);
CREATE TABLE two (id integer PRIMARY KEY, t text);
CREATE TABLE three (id int PRIMARY KEY, t text);
