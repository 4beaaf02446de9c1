-- Storage parameters of indexes, of a key's index, and statistics targets of index expressions.
CREATE TABLE page (id integer PRIMARY KEY, url text, views integer);
CREATE INDEX page_host ON page ((split_part(url, '/', 3)), (views / 10));
CREATE INDEX page_views ON page (views) WITH (fillfactor = 80);

ALTER INDEX page_host ALTER COLUMN 2 SET STATISTICS 50;
ALTER INDEX page_views RESET (fillfactor);
ALTER INDEX page_pkey SET (fillfactor = 75);
