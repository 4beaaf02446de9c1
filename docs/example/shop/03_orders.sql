-- Create orders and their lines
--
-- Revision ID: e83b07f1a926
-- Revises: 6d2f94b8c713
-- Create Date: 2026-03-05 16:02:11.870000

-- migrate:up
CREATE TABLE orders (
    id integer PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer (id),
    placed_on date NOT NULL
);

CREATE TABLE order_line (
    order_id integer NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id integer NOT NULL REFERENCES product (id),
    quantity integer NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, product_id)
);

-- migrate:down
DROP TABLE order_line;
DROP TABLE orders;
