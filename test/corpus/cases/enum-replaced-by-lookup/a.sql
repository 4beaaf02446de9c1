-- An enum is dropped in favour of a table with a foreign key.
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TABLE diary (id integer PRIMARY KEY, mood mood NOT NULL DEFAULT 'glad');
