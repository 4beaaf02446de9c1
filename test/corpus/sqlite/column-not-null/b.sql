-- NOT NULL with and without what to do on a conflict.
CREATE TABLE r (id integer PRIMARY KEY, a text, b text NOT NULL, c text NOT NULL,
  d text NOT NULL ON CONFLICT FAIL DEFAULT 'd', e text NOT NULL);
