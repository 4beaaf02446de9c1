-- Generated columns come, go, change their expression, and become plain with their values.
CREATE TABLE cart_line (
  id integer PRIMARY KEY,
  price numeric NOT NULL,
  quantity integer NOT NULL,
  total numeric GENERATED ALWAYS AS (price * quantity) STORED,
  label text GENERATED ALWAYS AS ('line ' || id::text) STORED,
  note text
);
CREATE INDEX cart_line_total_idx ON cart_line (total);
