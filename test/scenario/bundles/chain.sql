-- Add customers
--
-- Revision ID: a1
-- Revises:
-- Create Date: 2026-01-05 09:00:00.000000

-- migrate:up
CREATE TABLE customer (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO customer (id, name) VALUES (1, 'Ada');

-- migrate:down
DROP TABLE customer;

-- Add products
--
-- Revision ID: b2
-- Revises: a1
-- Create Date: 2026-01-06 09:00:00.000000

-- migrate:up
CREATE TABLE product (id integer PRIMARY KEY, price integer NOT NULL);

-- migrate:down
DROP TABLE product;

-- Add orders
--
-- Revision ID: c3
-- Revises: b2
-- Create Date: 2026-01-07 09:00:00.000000

-- migrate:up
CREATE TABLE orders (
  id integer PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customer (id),
  product_id integer NOT NULL REFERENCES product (id)
);

-- migrate:down
DROP TABLE orders;
