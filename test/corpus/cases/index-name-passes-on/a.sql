-- An index, a key and a sequence keep their names while the table that they belong to is another.
CREATE TABLE device (id serial PRIMARY KEY, key text CONSTRAINT device_key UNIQUE, seen date);
CREATE INDEX device_seen ON device (seen);
CREATE TABLE old_device (id integer);
