-- Two texts of one schema, with everything in another order and another spelling, differ in nothing.
CREATE TYPE tone AS ENUM ('high', 'low');
CREATE TABLE singer (id integer PRIMARY KEY, name varchar(20) NOT NULL, tone tone DEFAULT 'low', CHECK (name <> ''));
CREATE TABLE song (id serial, singer_id int4 REFERENCES singer (id), length interval, "at" timestamptz DEFAULT now());
CREATE INDEX ON song (singer_id);
CREATE VIEW low_songs AS SELECT s.* FROM song s JOIN singer USING (id) WHERE tone = 'low';
CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT 2';
COMMENT ON TABLE song IS 'sung';
