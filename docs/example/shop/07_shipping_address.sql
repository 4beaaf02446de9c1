-- Add shipping addresses
--
-- Revision ID: 4ad81b6f3e0c
-- Revises: 19c4d7a25e68
-- Branch Labels: shipping
-- Create Date: 2026-04-03 10:10:10.000000

-- migrate:up
CREATE TABLE address (
    id integer PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer (id),
    lines text NOT NULL,
    country char(2) NOT NULL
);

ALTER TABLE orders ADD COLUMN address_id integer REFERENCES address (id);

-- migrate:down
ALTER TABLE orders DROP COLUMN address_id;
DROP TABLE address;
