-- A full-text index is renamed with its rows.
-- @renamed from=search
CREATE VIRTUAL TABLE finder USING fts5 (a, b);
