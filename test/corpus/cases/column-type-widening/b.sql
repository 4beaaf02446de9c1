-- Types are widened and narrowed where every value fits, under keys and indexes.
CREATE TABLE product (
  id bigint PRIMARY KEY,
  code varchar(20) NOT NULL UNIQUE,
  price numeric(10,2),
  stock integer DEFAULT 0 NOT NULL,
  sold_at timestamp(3),
  flags bit varying(5)
);
CREATE TABLE supply (product_id bigint REFERENCES product, amount double precision);
CREATE INDEX product_price_idx ON product (price DESC);
