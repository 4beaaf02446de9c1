-- A subscription changes where it connects, what it takes and how; its publisher is never reached.
CREATE PUBLICATION one FOR ALL TABLES;
CREATE SUBSCRIPTION "Far Away" CONNECTION 'host=near.example.org' PUBLICATION "Second One", third
  WITH (connect = false, slot_name = NONE, binary = true, streaming = true);
CREATE SUBSCRIPTION other CONNECTION '' PUBLICATION one WITH (connect = false, slot_name = 'other', enabled = false);
