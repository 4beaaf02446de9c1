-- A unique index becomes a unique constraint of the same name, with a foreign key on it, and back.
CREATE TABLE tool (id integer PRIMARY KEY, serial text NOT NULL, maker text);
CREATE UNIQUE INDEX tool_serial ON tool (serial);
CREATE TABLE repair (tool_serial text REFERENCES tool (serial), note text);
CREATE UNIQUE INDEX tool_maker ON tool (maker) WHERE maker IS NOT NULL;
