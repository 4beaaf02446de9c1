-- The same statements in another order.
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES p); CREATE INDEX c_p ON c (p); CREATE VIEW v AS SELECT id FROM c;
