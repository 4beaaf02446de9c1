-- Tables of several schemas refer to each other; one is redirected, one schema goes with its table.
CREATE SCHEMA sales;
CREATE SCHEMA people;
CREATE TABLE people.client (id integer PRIMARY KEY);
CREATE TABLE sales.client_order (
  id integer PRIMARY KEY,
  client_id integer CONSTRAINT order_client REFERENCES people.client
);
CREATE TABLE people.favourite (order_id integer REFERENCES sales.client_order, client_id integer REFERENCES people.client);
