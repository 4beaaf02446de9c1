-- A renamed column gets another type, default and check.
CREATE TABLE t (id integer PRIMARY KEY,
  -- @renamed from=price
  cost real NOT NULL DEFAULT 0 CHECK (cost >= 0), note text);
