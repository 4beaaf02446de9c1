-- Unique constraints come, go, change their columns and conflict clauses.
CREATE TABLE u (id integer PRIMARY KEY, a text UNIQUE, b text, c text, UNIQUE (b, c), CONSTRAINT once UNIQUE (a, b) ON CONFLICT REPLACE);
