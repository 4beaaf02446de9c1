-- Generated columns come, go, change their expression and how they are kept.
CREATE TABLE cart (id integer PRIMARY KEY, price real, count integer,
  total real AS (price * count), twice integer AS (count * 2) STORED, kept text AS ('v' || count) VIRTUAL);
CREATE INDEX cart_total ON cart (total);
