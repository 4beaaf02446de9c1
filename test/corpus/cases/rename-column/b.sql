-- Columns are renamed where the model says so, under keys, views, indexes and checks; values stay.
CREATE TABLE customer (
  id integer PRIMARY KEY,
  email text NOT NULL UNIQUE,  -- @renamed from=mail
  -- @renamed from=born
  birthday date CHECK (birthday > '1900-01-01')
);
CREATE VIEW mails AS SELECT id, email FROM customer;
CREATE INDEX customer_born ON customer (birthday);
