-- Checks with and without names, at the column and at the table, come, go and change.
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer CONSTRAINT b_small CHECK (b < 1000), d text CHECK (length(d) = 1),
  CHECK (a <= b), CONSTRAINT a_positive CHECK (a > 0));
