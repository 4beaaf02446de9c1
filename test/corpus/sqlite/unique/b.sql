-- Unique constraints come, go, change their columns and conflict clauses.
CREATE TABLE u (id integer PRIMARY KEY, a text, b text UNIQUE ON CONFLICT IGNORE, c text, UNIQUE (c, b), CONSTRAINT once UNIQUE (a, c));
