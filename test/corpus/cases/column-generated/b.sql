-- Generated columns come, go, change their expression, and become plain with their values.
CREATE TABLE cart_line (
  id integer PRIMARY KEY,
  price numeric NOT NULL,
  quantity integer NOT NULL,
  total numeric GENERATED ALWAYS AS (round(price * quantity, 1)) STORED,
  label text,
  note text,
  is_big boolean GENERATED ALWAYS AS (quantity > 100) STORED NOT NULL
);
CREATE INDEX cart_line_total_idx ON cart_line (total);
