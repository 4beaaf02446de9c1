-- Storage parameters of a table and of its TOAST table are set, changed and reset.
CREATE TABLE reading (sensor integer, value double precision, note text)
  WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);
CREATE TABLE quiet (id integer);
CREATE TABLE plain (id integer, body text)
  WITH (toast.autovacuum_enabled = false, toast_tuple_target = 4096, parallel_workers = 2);
