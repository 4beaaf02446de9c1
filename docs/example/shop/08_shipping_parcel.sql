-- Track parcels
--
-- Revision ID: c97f20e4a85d
-- Revises: 4ad81b6f3e0c
-- Create Date: 2026-04-15 17:30:00.500000

-- migrate:up
CREATE TABLE parcel (
    id integer PRIMARY KEY,
    order_id integer NOT NULL REFERENCES orders (id),
    tracking_code varchar(40) NOT NULL UNIQUE
);

CREATE INDEX parcel_order_id_idx ON parcel (order_id);

-- migrate:down
DROP TABLE parcel;
