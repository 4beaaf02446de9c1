-- Types of columns change under keys and indexes, with the affinity and without.
CREATE TABLE product (
  id integer PRIMARY KEY,
  code varchar(20) NOT NULL UNIQUE,
  price numeric(10, 2),
  stock integer DEFAULT '0' NOT NULL,
  data text
);
CREATE TABLE supply (product_code varchar(20) REFERENCES product (code), amount bigint);
CREATE INDEX product_price ON product (price DESC);
