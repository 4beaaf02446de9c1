-- A sequence that a dropped table owned stays, for the default of another.
CREATE TABLE old_order (id serial PRIMARY KEY);
CREATE TABLE new_order (id integer DEFAULT nextval('old_order_id_seq') PRIMARY KEY);
