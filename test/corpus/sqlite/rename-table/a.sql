-- Tables are renamed where the model says so, under keys, views, triggers and indexes; rows stay.
-- @renamed from=people
CREATE TABLE person (id integer PRIMARY KEY, name text NOT NULL, boss integer REFERENCES person);
CREATE INDEX person_name ON person (name);
CREATE TABLE pet (id integer PRIMARY KEY, owner integer REFERENCES person ON DELETE CASCADE);
CREATE VIEW owners AS SELECT person.name FROM person JOIN pet ON owner = person.id;
CREATE TRIGGER pet_gone AFTER DELETE ON pet BEGIN UPDATE person SET name = name || '!' WHERE id = old.owner; END;
