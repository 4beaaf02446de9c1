-- A constraint gets a name, another one loses it, a third gets another.
CREATE TABLE n (id integer PRIMARY KEY, a integer CHECK (a > 0), b text, p integer REFERENCES n,
  CONSTRAINT b_once UNIQUE (b), CONSTRAINT old CHECK (length(b) > 0));
