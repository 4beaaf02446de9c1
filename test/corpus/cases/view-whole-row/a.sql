-- Views and functions over whole rows of tables whose columns change.
CREATE TABLE animal (id integer PRIMARY KEY, name text, legs smallint);
CREATE VIEW animal_rows AS SELECT a AS animal, a.id FROM animal a;
CREATE FUNCTION describe(a animal) RETURNS text LANGUAGE sql AS $$ SELECT a.name $$;
CREATE VIEW described AS SELECT describe(a) AS text FROM animal a;
CREATE TABLE zoo (id integer, star animal);
