-- A subscription changes where it connects, what it takes and how; its publisher is never reached.
CREATE PUBLICATION one FOR ALL TABLES;
CREATE SUBSCRIPTION "Far Away" CONNECTION 'host=far.example.org dbname=x password=<&''"\>' PUBLICATION one, "Second One"
  WITH (connect = false, slot_name = 'far', synchronous_commit = 'remote_apply');
CREATE SUBSCRIPTION gone CONNECTION 'host=gone.example.org' PUBLICATION one WITH (connect = false, slot_name = NONE);
COMMENT ON SUBSCRIPTION gone IS 'soon';
