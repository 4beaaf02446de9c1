-- A materialized view is defined anew; indexes, comments, grants, parameters and the views on it come back.
CREATE ROLE corpus_reader NOLOGIN;
CREATE TABLE visit (id integer PRIMARY KEY, page text, visitor integer);

CREATE MATERIALIZED VIEW page_visits WITH (fillfactor = 90) AS
  SELECT page, count(*) AS visits FROM visit GROUP BY page;
CREATE UNIQUE INDEX page_visits_page ON page_visits (page);
CREATE INDEX page_visits_count ON page_visits (visits DESC) WHERE visits > 10;
CREATE VIEW popular AS SELECT page FROM page_visits WHERE visits > 100;
CREATE MATERIALIZED VIEW popular_length AS SELECT page, length(page) AS n FROM popular;
CREATE STATISTICS page_visits_stats ON page, visits FROM page_visits;
COMMENT ON MATERIALIZED VIEW page_visits IS 'refreshed each night';
COMMENT ON COLUMN popular_length.n IS 'characters';
ALTER MATERIALIZED VIEW page_visits ALTER COLUMN page SET STATISTICS 300;
GRANT SELECT ON page_visits, popular, popular_length TO corpus_reader;
