-- Index orders by customer
--
-- Revision ID: 19c4d7a25e68
-- Revises: e83b07f1a926
-- Create Date: 2026-03-09 11:20:00.000000

-- migrate:up
CREATE INDEX orders_customer_id_idx ON orders (customer_id);

-- migrate:down
DROP INDEX orders_customer_id_idx;
