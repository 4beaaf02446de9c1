-- A constraint gets a name, another one loses it, a third gets another.
CREATE TABLE n (id integer PRIMARY KEY, a integer CONSTRAINT a_positive CHECK (a > 0), b text,
  p integer CONSTRAINT n_parent REFERENCES n, UNIQUE (b), CONSTRAINT "new" CHECK (length(b) > 0));
