-- A unique index becomes a unique constraint of the same name, with a foreign key on it, and back.
CREATE TABLE tool (id integer PRIMARY KEY, serial text NOT NULL, maker text);
ALTER TABLE tool ADD CONSTRAINT tool_serial UNIQUE (serial);
CREATE TABLE repair (tool_serial text REFERENCES tool (serial), note text);
ALTER TABLE tool ADD CONSTRAINT tool_maker UNIQUE (maker);
