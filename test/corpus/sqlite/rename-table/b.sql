-- Tables are renamed where the model says so, under keys, views, triggers and indexes; rows stay.
-- @renamed from=person
CREATE TABLE people (id integer PRIMARY KEY, name text NOT NULL, boss integer REFERENCES people);
CREATE INDEX person_name ON people (name);
CREATE TABLE pet (id integer PRIMARY KEY, owner integer REFERENCES people ON DELETE CASCADE);
CREATE VIEW owners AS SELECT people.name FROM people JOIN pet ON owner = people.id;
CREATE TRIGGER pet_gone AFTER DELETE ON pet BEGIN UPDATE people SET name = name || '!' WHERE id = old.owner; END;
