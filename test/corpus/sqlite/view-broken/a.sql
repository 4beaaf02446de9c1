-- A view that names what is not there stays as it is, and comes and goes.
CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE VIEW broken AS SELECT x FROM nowhere;
