-- Tables, an index, a type and a value of an enum are renamed where the model says so; rows stay.
-- @renamed from=order_status
CREATE TYPE order_state AS ENUM (
  'new',
  'sent' -- @renamed from=shipped
);
-- @renamed from=purchase
CREATE TABLE shop_order (id serial PRIMARY KEY, state order_state DEFAULT 'new');
CREATE TABLE order_line (order_id integer REFERENCES shop_order, n integer);
-- @renamed from=line_by_order
CREATE INDEX order_line_order ON order_line (order_id);
