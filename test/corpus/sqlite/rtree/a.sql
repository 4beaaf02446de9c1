-- Modules of SQLite's own besides full text: rtree and fts4.
CREATE TABLE t (a text); CREATE VIRTUAL TABLE area USING rtree (id, x0, x1, +label text);
