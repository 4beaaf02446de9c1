-- The terms of a unique constraint have collations and an order.
CREATE TABLE u (id integer PRIMARY KEY, a text, b text, UNIQUE (a COLLATE NOCASE, b DESC), UNIQUE (b ASC));
