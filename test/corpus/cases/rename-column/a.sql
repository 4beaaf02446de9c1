-- Columns are renamed where the model says so, under keys, views, indexes and checks; values stay.
CREATE TABLE customer (
  id integer PRIMARY KEY,
  mail text NOT NULL UNIQUE,  -- @renamed from=email
  -- @renamed from=birthday
  born date CHECK (born > '1900-01-01')
);
CREATE VIEW mails AS SELECT id, mail FROM customer;
CREATE INDEX customer_born ON customer (born);
