-- An enum by which a table with rows is partitioned loses a value.
CREATE TYPE colour AS ENUM ('red', 'green');
CREATE TABLE paint (id integer, colour colour NOT NULL) PARTITION BY LIST (colour);
CREATE TABLE paint_red PARTITION OF paint FOR VALUES IN ('red');
CREATE TABLE paint_rest PARTITION OF paint DEFAULT;
