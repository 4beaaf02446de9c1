-- Storage, compression, statistics target and attribute options of columns.
CREATE TABLE document (id integer PRIMARY KEY, title text, body text, scan bytea, meta jsonb);
ALTER TABLE document ALTER COLUMN scan SET STORAGE EXTERNAL;
ALTER TABLE document ALTER COLUMN body SET STORAGE MAIN;
ALTER TABLE document ALTER COLUMN id SET STATISTICS 0;
ALTER TABLE document ALTER COLUMN title SET (n_distinct = -0.5, n_distinct_inherited = -0.2);
