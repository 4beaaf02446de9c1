-- Generated columns rest on one another and on one that changes its type.
CREATE TABLE g (id integer PRIMARY KEY, a numeric, b integer AS (a + 1), c integer AS (b + 2) STORED, d integer AS (c + b));
