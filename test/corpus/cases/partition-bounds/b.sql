-- The bounds of partitions change while their rows stay inside.
CREATE TABLE ride (id integer NOT NULL, km integer NOT NULL) PARTITION BY RANGE (km);
CREATE TABLE ride_short PARTITION OF ride FOR VALUES FROM (0) TO (5);
CREATE TABLE ride_long PARTITION OF ride FOR VALUES FROM (5) TO (MAXVALUE);
CREATE UNIQUE INDEX ride_key ON ride (id, km);
