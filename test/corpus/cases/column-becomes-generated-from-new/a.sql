-- New columns feed a generated column, a default function and a check that are new as well.
CREATE TABLE rectangle (id integer PRIMARY KEY, width numeric NOT NULL);
