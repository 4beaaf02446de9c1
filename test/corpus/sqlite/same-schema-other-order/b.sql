-- The same statements in another order.
CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES p); CREATE VIEW v AS SELECT id FROM c; CREATE INDEX c_p ON c (p); CREATE TABLE p (id integer PRIMARY KEY);
