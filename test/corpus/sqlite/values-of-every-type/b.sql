-- Values of every type in columns of every affinity go through rebuilds as they are.
CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL, b text, c blob, d real, e numeric, f, CHECK (id > 0));
