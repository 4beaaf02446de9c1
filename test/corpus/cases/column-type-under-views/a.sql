-- A column's type changes below views, a materialized view and a view on that, with comments, grants, options and indexes.
CREATE ROLE corpus_reader NOLOGIN;

CREATE TABLE measurement (id integer PRIMARY KEY, celsius integer, taken date);
CREATE VIEW warm WITH (security_barrier) AS SELECT id, celsius FROM measurement WHERE celsius > 20;
CREATE VIEW warm_named AS SELECT w.id, w.celsius, 'day ' || w.id AS label FROM warm w;
CREATE MATERIALIZED VIEW warm_count AS SELECT celsius, count(*) AS days FROM warm_named GROUP BY celsius;
CREATE UNIQUE INDEX warm_count_idx ON warm_count (celsius);
CREATE VIEW top_warm AS SELECT * FROM warm_count WHERE days > 3;
CREATE VIEW hot WITH (security_invoker) AS SELECT * FROM warm WHERE celsius > 30 WITH LOCAL CHECK OPTION;
CREATE VIEW untouched AS SELECT id, taken FROM measurement;
COMMENT ON VIEW warm IS 'above twenty';
COMMENT ON COLUMN warm_named.celsius IS 'degrees';
COMMENT ON MATERIALIZED VIEW warm_count IS 'days for each temperature';
COMMENT ON COLUMN warm_count.days IS 'how many';
COMMENT ON INDEX warm_count_idx IS 'for refreshing concurrently';
GRANT SELECT ON warm, warm_count TO corpus_reader;
GRANT SELECT (label), UPDATE (label) ON warm_named TO corpus_reader;
