-- Create product table
--
-- Revision ID: 6d2f94b8c713
-- Revises: a5c1e0d27b40
-- Create Date: 2026-03-02 09:31:47.004000

-- migrate:up
CREATE TABLE product (
    id integer PRIMARY KEY,
    title varchar(200) NOT NULL,
    price numeric(10,2) NOT NULL CHECK (price >= 0)
);

INSERT INTO product (id, title, price)
VALUES (1, 'Teapot; the large one', 24.50),
       (2, 'Cup', 6.00);

-- migrate:down
DROP TABLE product;
