-- A renamed column gets another type, default and check.
CREATE TABLE t (id integer PRIMARY KEY,
  -- @renamed from=cost
  price text DEFAULT '1', note text);
