-- A column is dropped together with all that stands on it.
CREATE TABLE person (id integer PRIMARY KEY, name text);
