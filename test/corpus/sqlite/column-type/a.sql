-- Types of columns change under keys and indexes, with the affinity and without.
CREATE TABLE product (
  id integer PRIMARY KEY,
  code varchar(10) NOT NULL UNIQUE,
  price real,
  stock text DEFAULT '0' NOT NULL,
  data blob
);
CREATE TABLE supply (product_code varchar(10) REFERENCES product (code), amount int);
CREATE INDEX product_price ON product (price DESC);
