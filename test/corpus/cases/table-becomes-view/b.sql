-- A name passes from a table to a view, and from a view to a materialized view.
CREATE TABLE stock_item (id integer PRIMARY KEY, quantity integer NOT NULL);
CREATE VIEW stock AS SELECT id, quantity FROM stock_item;
CREATE MATERIALIZED VIEW scarce AS SELECT id FROM stock_item WHERE quantity < 5;
