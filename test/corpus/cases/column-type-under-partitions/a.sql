-- The type of a column changes in a tree of partitions with keys, indexes and a view on one partition.
CREATE TABLE sale (id integer NOT NULL, day date NOT NULL, amount integer, PRIMARY KEY (id, day))
  PARTITION BY RANGE (day);
CREATE TABLE sale_2023 PARTITION OF sale FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE sale_2024 PARTITION OF sale FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')
  PARTITION BY HASH (id);
CREATE TABLE sale_2024_0 PARTITION OF sale_2024 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE sale_2024_1 PARTITION OF sale_2024 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX sale_amount_idx ON sale (amount);
CREATE VIEW sale_total AS SELECT sum(amount) AS total FROM sale;
CREATE VIEW sale_2023_amounts AS SELECT amount FROM sale_2023;
