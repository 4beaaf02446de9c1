-- Foreign keys come, go, change their actions and when they are checked.
CREATE TABLE parent (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE child (id integer PRIMARY KEY, a integer, b text REFERENCES parent (code) ON DELETE SET NULL ON UPDATE RESTRICT,
  c integer CONSTRAINT child_c REFERENCES parent ON DELETE SET DEFAULT, d integer REFERENCES parent NOT DEFERRABLE);
