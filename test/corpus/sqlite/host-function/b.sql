-- A function that only the application has: in an index, a check, a view, a generated column.
CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL CHECK (shout(a) <> ''), loud text AS (shout(a)), b text); CREATE INDEX t_loud ON t (shout(a)); CREATE VIEW v AS SELECT shout(b) AS s FROM t;
