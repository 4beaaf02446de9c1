-- Publications change in tables, columns, filters, schemas, what they publish, and through the root.
CREATE SCHEMA news;
CREATE TABLE news.story (id integer PRIMARY KEY, title text, body text);
CREATE TABLE reader (id integer PRIMARY KEY, name text, active boolean NOT NULL);
CREATE TABLE part (id integer, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
ALTER TABLE reader REPLICA IDENTITY FULL;

CREATE PUBLICATION everything FOR ALL TABLES;
CREATE PUBLICATION partner FOR TABLE reader (id, name), news.story;
CREATE PUBLICATION filtered FOR TABLE reader WHERE (active);
CREATE PUBLICATION by_schema FOR TABLES IN SCHEMA news;
CREATE PUBLICATION nothing;
COMMENT ON PUBLICATION partner IS 'for partners';
