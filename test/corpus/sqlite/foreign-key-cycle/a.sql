-- Tables that refer to each other come and go; two that are there begin to.
CREATE TABLE a (id integer PRIMARY KEY, n text); CREATE TABLE b (id integer PRIMARY KEY, n text);
