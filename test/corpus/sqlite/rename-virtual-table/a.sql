-- A full-text index is renamed with its rows.
-- @renamed from=finder
CREATE VIRTUAL TABLE search USING fts5 (a, b);
