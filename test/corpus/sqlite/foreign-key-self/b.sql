-- A table that refers to itself is rebuilt, with rows that refer to rows.
CREATE TABLE node (id integer PRIMARY KEY, parent integer REFERENCES node (id) ON DELETE CASCADE, name varchar(50) NOT NULL, CHECK (parent <> id));
