-- An enum is dropped in favour of a table with a foreign key.
CREATE TABLE mood (name text PRIMARY KEY);
CREATE TABLE diary (id integer PRIMARY KEY, mood text NOT NULL DEFAULT 'glad' REFERENCES mood);
