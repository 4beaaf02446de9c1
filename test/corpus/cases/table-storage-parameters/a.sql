-- Storage parameters of a table and of its TOAST table are set, changed and reset.
CREATE TABLE reading (sensor integer, value double precision, note text) WITH (fillfactor = 70);
CREATE TABLE quiet (id integer) WITH (autovacuum_enabled = false, fillfactor = 50);
CREATE TABLE plain (id integer, body text);
