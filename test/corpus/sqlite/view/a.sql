-- Views come, go and change, with views over them and named columns.
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE VIEW base AS SELECT id, a FROM t; CREATE VIEW top AS SELECT a FROM base WHERE a <> ''; CREATE VIEW gone (x, y) AS SELECT a, b FROM t;
