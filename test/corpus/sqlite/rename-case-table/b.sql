-- A table's name in other letters is a rename without an annotation.
CREATE TABLE users (id integer PRIMARY KEY, name text); CREATE TABLE post (id integer PRIMARY KEY, u integer REFERENCES users ON DELETE CASCADE); CREATE INDEX users_name ON users (name);
