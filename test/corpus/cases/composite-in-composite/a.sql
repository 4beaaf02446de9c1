-- Composite types in composite types, in domains and in arrays are made and dropped in their order.
CREATE TABLE shop (id integer PRIMARY KEY);
