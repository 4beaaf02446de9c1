-- Columns, identity-free defaults and keys are added to and dropped from a partition tree.
CREATE TABLE trip (id integer NOT NULL, day date NOT NULL, old text, note text) PARTITION BY RANGE (day);
CREATE TABLE trip_1 PARTITION OF trip FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
CREATE TABLE trip_2 PARTITION OF trip FOR VALUES FROM ('2024-07-01') TO ('2025-01-01') PARTITION BY HASH (id);
CREATE TABLE trip_2_0 PARTITION OF trip_2 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
