-- NOT NULL with and without what to do on a conflict.
CREATE TABLE r (id integer PRIMARY KEY, a text NOT NULL, b text, c text NOT NULL ON CONFLICT IGNORE,
  d text NOT NULL ON CONFLICT REPLACE DEFAULT 'd', e text NOT NULL ON CONFLICT ABORT);
