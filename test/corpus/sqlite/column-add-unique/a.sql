-- A column with a key of its own is added to a table and dropped.
CREATE TABLE account (id integer PRIMARY KEY, name text);
