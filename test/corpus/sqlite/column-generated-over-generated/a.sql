-- Generated columns rest on one another and on one that changes its type.
CREATE TABLE g (id integer PRIMARY KEY, a integer, b integer AS (a + 1), c integer AS (b + 1) STORED);
