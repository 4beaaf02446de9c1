-- Modules of SQLite's own besides full text: rtree and fts4.
CREATE TABLE t (a text); CREATE VIRTUAL TABLE area USING rtree (id, x0, x1, +label text); CREATE VIRTUAL TABLE box USING rtree_i32 (id, x0, x1, y0, y1); CREATE VIRTUAL TABLE words USING fts4 (body);
