-- The column that is the rowid changes: to another, to none, by its type.
CREATE TABLE one (id integer, n integer NOT NULL PRIMARY KEY);
CREATE TABLE two (id integer NOT NULL, t text);
CREATE TABLE three (id integer PRIMARY KEY, t text);
