-- Tables with rows become partitions and leave again, one of them with its columns in another order.
CREATE TABLE bill (id integer NOT NULL, year integer NOT NULL, total numeric, PRIMARY KEY (id, year)) PARTITION BY LIST (year);
CREATE TABLE bill_2023 PARTITION OF bill FOR VALUES IN (2023);
CREATE TABLE bill_2024 PARTITION OF bill FOR VALUES IN (2024);
CREATE TABLE bill_2025 (id integer NOT NULL, year integer NOT NULL, total numeric, CONSTRAINT bill_2025_pkey PRIMARY KEY (id, year));
CREATE INDEX bill_total ON bill (total);
