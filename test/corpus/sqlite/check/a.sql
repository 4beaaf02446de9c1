-- Checks with and without names, at the column and at the table, come, go and change.
CREATE TABLE c (id integer PRIMARY KEY, a integer CHECK (a > 0), b integer CONSTRAINT b_small CHECK (b < 100), d text,
  CHECK (a < b), CONSTRAINT d_known CHECK (d IN ('x', 'y')));
