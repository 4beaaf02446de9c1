-- Columns are added and dropped in the middle of a table, with all that a column can carry.
CREATE TABLE patient (
  id integer PRIMARY KEY,
  fax text,
  name text NOT NULL,
  weight numeric(5,2) CHECK (weight > 0)
);
