-- An index, a key and a sequence keep their names while the table that they belong to is another.
CREATE TABLE gadget (id integer NOT NULL, key text, seen date, maker text, model text, price numeric);
CREATE SEQUENCE device_id_seq AS integer OWNED BY gadget.id;
ALTER TABLE gadget ALTER COLUMN id SET DEFAULT nextval('device_id_seq');
ALTER TABLE gadget ADD CONSTRAINT device_pkey PRIMARY KEY (id);
ALTER TABLE gadget ADD CONSTRAINT device_key UNIQUE (key);
CREATE TABLE old_device (id integer, seen date);
CREATE INDEX device_seen ON old_device (seen);
