-- A publication of all tables becomes one of a list, and of a schema.
CREATE TABLE one (id integer PRIMARY KEY);
CREATE TABLE two (id integer PRIMARY KEY, note text);

CREATE PUBLICATION feed FOR TABLE two (id) WITH (publish = 'insert');
CREATE PUBLICATION list FOR ALL TABLES;
