-- Keep a ledger of loyalty points
--
-- Revision ID: b20e5d8c4f97
-- Revises: 7f6a3c90d1b5
-- Create Date: 2026-04-07 14:45:30.000000

-- migrate:up
CREATE TABLE points_entry (
    id integer PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer (id),
    order_id integer REFERENCES orders (id),
    points integer NOT NULL,
    reason varchar(200) NOT NULL
);

-- migrate:down
DROP TABLE points_entry;
