-- A schema with most kinds of objects is made in an empty database and taken away again.
CREATE SCHEMA shop;
CREATE EXTENSION hstore SCHEMA shop;
CREATE COLLATION shop.names (provider = icu, locale = 'en');
CREATE TYPE shop.colour AS ENUM ('red', 'blue');
CREATE TYPE shop.measure AS (value numeric, unit text);
CREATE TYPE shop.price_span AS RANGE (SUBTYPE = numeric);
CREATE DOMAIN shop.sku AS text CHECK (VALUE ~ '^[A-Z]+-[0-9]+$');
CREATE SEQUENCE shop.order_number START 1000;
CREATE FUNCTION shop.next_order() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('shop.order_number') $$;
CREATE TABLE shop.product (
  sku shop.sku PRIMARY KEY,
  name text COLLATE shop.names NOT NULL,
  colours shop.colour[] DEFAULT '{red}',
  size shop.measure,
  span shop.price_span DEFAULT '[1,2)',
  extra shop.hstore,
  slug text GENERATED ALWAYS AS (lower(sku::text)) STORED
) WITH (fillfactor = 90);
CREATE TABLE shop.client (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, best_order bigint);
CREATE TABLE shop.purchase (
  id bigint DEFAULT shop.next_order(),
  client_id integer NOT NULL REFERENCES shop.client ON DELETE CASCADE,
  day date NOT NULL,
  PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
CREATE TABLE shop.purchase_now PARTITION OF shop.purchase FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
CREATE TABLE shop.purchase_past PARTITION OF shop.purchase DEFAULT;
CREATE INDEX purchase_client ON shop.purchase (client_id) INCLUDE (day);
CREATE TABLE shop.line (purchase_id bigint, day date, sku shop.sku REFERENCES shop.product, n integer CHECK (n > 0), FOREIGN KEY (purchase_id, day) REFERENCES shop.purchase);
CREATE VIEW shop.sold AS SELECT sku, sum(n) AS n FROM shop.line GROUP BY sku;
CREATE MATERIALIZED VIEW shop.top AS SELECT p.name, s.n FROM shop.sold s JOIN shop.product p USING (sku);
CREATE UNIQUE INDEX top_name ON shop.top (name);
CREATE STATISTICS shop.line_stats ON sku, n FROM shop.line;
CREATE FUNCTION shop.audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER audit AFTER INSERT ON shop.line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION shop.audit();
ALTER TABLE shop.client ENABLE ROW LEVEL SECURITY;
CREATE POLICY buyers ON shop.client USING (EXISTS (SELECT FROM shop.purchase WHERE client_id = client.id));
CREATE PUBLICATION shop_feed FOR TABLE shop.product (sku, name);
CREATE AGGREGATE shop.longest(text) (SFUNC = textcat, STYPE = text);
COMMENT ON TABLE shop.product IS 'what is sold';
