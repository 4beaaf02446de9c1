-- Types are widened and narrowed where every value fits, under keys and indexes.
CREATE TABLE product (
  id integer PRIMARY KEY,
  code varchar(10) NOT NULL UNIQUE,
  price numeric(8,2),
  stock smallint DEFAULT 0 NOT NULL,
  sold_at timestamp(0),
  flags bit(3)
);
CREATE TABLE supply (product_id integer REFERENCES product, amount real);
CREATE INDEX product_price_idx ON product (price DESC);
