-- The replica identity moves between default, full, nothing and an index.
CREATE TABLE by_index (id integer NOT NULL, code text NOT NULL, body text);
CREATE UNIQUE INDEX by_index_code_key ON by_index (code);
CREATE UNIQUE INDEX by_index_id_key ON by_index (id);
CREATE TABLE by_row (id integer PRIMARY KEY, body text);
CREATE TABLE by_nothing (id integer PRIMARY KEY, body text);
CREATE TABLE by_key (id integer PRIMARY KEY, body text);

ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_index_code_key;
ALTER TABLE by_row REPLICA IDENTITY FULL;
ALTER TABLE by_nothing REPLICA IDENTITY NOTHING;
