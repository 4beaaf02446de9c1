-- Columns of every form are added and dropped, in a table with rows.
CREATE TABLE item (
  id integer PRIMARY KEY,
  name text NOT NULL,
  untyped,
  price numeric(10, 2) NOT NULL DEFAULT 0,
  label text COLLATE NOCASE DEFAULT 'none',
  made_at text DEFAULT CURRENT_TIMESTAMP,
  size integer DEFAULT (1 + 1),
  upper_name text AS (upper(name)) VIRTUAL,
  name_length integer GENERATED ALWAYS AS (length(name)) STORED,
  state text CHECK (state IN ('new', 'old')),
  parent integer REFERENCES item (id)
);
