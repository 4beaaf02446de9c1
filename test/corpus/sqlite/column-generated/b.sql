-- Generated columns come, go, change their expression and how they are kept.
CREATE TABLE cart (id integer PRIMARY KEY, price real, count integer,
  total real AS (price * count + 1), twice integer GENERATED ALWAYS AS (count * 2), kept text AS ('v' || count) STORED);
CREATE INDEX cart_total ON cart (total);
