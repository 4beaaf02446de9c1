-- What looks like a rename and isn't said to be one: the old goes, the new comes.
CREATE TABLE kept (id integer PRIMARY KEY); CREATE TABLE old_name (id integer PRIMARY KEY, a text); CREATE TABLE t (id integer PRIMARY KEY, old_column text);
