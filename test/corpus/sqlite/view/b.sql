-- Views come, go and change, with views over them and named columns.
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE VIEW base AS SELECT id, a, b FROM t; CREATE VIEW top AS SELECT a, b FROM base; CREATE VIEW come AS WITH w AS (SELECT count(*) AS n FROM top) SELECT n FROM w;
