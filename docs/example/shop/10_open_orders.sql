-- Show the orders that have not been sent
--
-- Revision ID: 0e9a4f7c6b12
-- Revises: d51b8e60f2a3
-- Create Date: 2026-05-04 13:37:42.000000

-- migrate:up
CREATE VIEW open_order AS
SELECT orders.id, customer.name, customer.points, orders.placed_on
FROM orders
JOIN customer ON customer.id = orders.customer_id
WHERE NOT EXISTS (SELECT 1 FROM parcel WHERE parcel.order_id = orders.id);

-- migrate:down
DROP VIEW open_order;
