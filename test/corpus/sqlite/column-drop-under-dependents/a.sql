-- A column is dropped together with all that stands on it.
CREATE TABLE person (id integer PRIMARY KEY, name text, phone text CHECK (phone <> ''), UNIQUE (phone, name));
CREATE INDEX person_phone ON person (phone);
CREATE VIEW phones AS SELECT id, phone FROM person;
CREATE TRIGGER person_phone_kept BEFORE UPDATE OF phone ON person WHEN new.phone IS NULL
BEGIN SELECT RAISE(ABORT, 'no phone'); END;
