-- A name passes from a table to a view, and from a view to a materialized view.
CREATE TABLE stock_item (id integer PRIMARY KEY, quantity integer NOT NULL);
CREATE TABLE stock (id integer, quantity integer);
CREATE VIEW scarce AS SELECT id FROM stock_item WHERE quantity < 5;
