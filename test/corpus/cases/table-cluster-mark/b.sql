-- The index by which a table is clustered changes; a materialized view has one too.
CREATE TABLE track (id integer PRIMARY KEY, album integer, title text);
CREATE INDEX track_album_idx ON track (album);
CREATE INDEX track_title_idx ON track (title);
CREATE MATERIALIZED VIEW track_count AS SELECT album, count(*) AS tracks FROM track GROUP BY album;
CREATE INDEX track_count_album_idx ON track_count (album);

ALTER TABLE track CLUSTER ON track_title_idx;
ALTER MATERIALIZED VIEW track_count CLUSTER ON track_count_album_idx;
