-- Functions with parsed bodies that use tables, views and each other are created, replaced and dropped.
CREATE TABLE pet (id integer PRIMARY KEY, name text);
