-- Tables, an index, a type and a value of an enum are renamed where the model says so; rows stay.
-- @renamed from=order_state
CREATE TYPE order_status AS ENUM (
  'new',
  'shipped' -- @renamed from=sent
);
-- @renamed from=shop_order
CREATE TABLE purchase (id integer PRIMARY KEY, state order_status DEFAULT 'new');
CREATE SEQUENCE shop_order_id_seq AS integer OWNED BY purchase.id;
ALTER TABLE purchase ALTER COLUMN id SET DEFAULT nextval('shop_order_id_seq');
ALTER TABLE purchase RENAME CONSTRAINT purchase_pkey TO shop_order_pkey;
CREATE TABLE order_line (order_id integer REFERENCES purchase, n integer);
-- @renamed from=order_line_order
CREATE INDEX line_by_order ON order_line (order_id);
