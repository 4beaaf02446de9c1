-- A function that only the application has: in an index, a check, a view, a generated column.
CREATE TABLE t (id integer PRIMARY KEY, a text, loud text AS (shout(a))); CREATE INDEX t_loud ON t (shout(a)); CREATE VIEW v AS SELECT shout(a) AS s FROM t;
