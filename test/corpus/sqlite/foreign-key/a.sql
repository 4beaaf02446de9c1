-- Foreign keys come, go, change their actions and when they are checked.
CREATE TABLE parent (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE child (id integer PRIMARY KEY, a integer REFERENCES parent, b text REFERENCES parent (code) ON DELETE CASCADE, c integer,
  d integer REFERENCES parent DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (c) REFERENCES parent (id) ON UPDATE CASCADE);
