-- The bounds of partitions change while their rows stay inside.
CREATE TABLE ride (id integer NOT NULL, km integer NOT NULL) PARTITION BY RANGE (km);
CREATE TABLE ride_short PARTITION OF ride FOR VALUES FROM (0) TO (10);
CREATE TABLE ride_long PARTITION OF ride FOR VALUES FROM (10) TO (100);
CREATE UNIQUE INDEX ride_key ON ride (id, km);
