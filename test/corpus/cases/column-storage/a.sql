-- Storage, compression, statistics target and attribute options of columns.
CREATE TABLE document (id integer PRIMARY KEY, title text, body text, scan bytea, meta jsonb);
ALTER TABLE document ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE document ALTER COLUMN title SET STATISTICS 500;
ALTER TABLE document ALTER COLUMN meta SET (n_distinct = 100);
ALTER TABLE document ALTER COLUMN scan SET COMPRESSION pglz;
