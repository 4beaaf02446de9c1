-- Functions with parsed bodies that use tables, views and each other are created, replaced and dropped.
CREATE TABLE pet (id integer PRIMARY KEY, name text, owner text DEFAULT 'nobody');
CREATE VIEW named_pets AS SELECT id, name FROM pet WHERE name IS NOT NULL;
CREATE FUNCTION pet_count() RETURNS bigint
BEGIN ATOMIC
  SELECT count(*) FROM named_pets;
END;
CREATE FUNCTION owners() RETURNS SETOF text
BEGIN ATOMIC
  SELECT DISTINCT owner FROM pet WHERE pet_count() > 0;
END;
CREATE PROCEDURE adopt(pet_id integer, INOUT new_owner text)
BEGIN ATOMIC
  UPDATE pet SET owner = new_owner WHERE id = pet_id;
  SELECT CASE WHEN new_owner = '' THEN 'nobody' ELSE new_owner END;
END;
