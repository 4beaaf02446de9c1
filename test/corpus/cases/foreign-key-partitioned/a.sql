-- Foreign keys from and to partitioned tables are added, changed and dropped.
CREATE TABLE plant (id integer, zone integer, PRIMARY KEY (id, zone)) PARTITION BY LIST (zone);
CREATE TABLE plant_1 PARTITION OF plant FOR VALUES IN (1);
CREATE TABLE plant_2 PARTITION OF plant FOR VALUES IN (2);
CREATE TABLE gardener (id integer PRIMARY KEY);

CREATE TABLE watering (plant_id integer, zone integer, gardener_id integer, day date NOT NULL,
  CONSTRAINT watering_plant FOREIGN KEY (plant_id, zone) REFERENCES plant)
  PARTITION BY RANGE (day);
CREATE TABLE watering_old PARTITION OF watering FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE watering_new PARTITION OF watering FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
