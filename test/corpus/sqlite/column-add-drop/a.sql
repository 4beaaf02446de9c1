-- Columns of every form are added and dropped, in a table with rows.
CREATE TABLE item (id integer PRIMARY KEY, name text NOT NULL);
