-- Checks without a name of their own, alike ones, and a check that takes another's name.
CREATE TABLE gauge (low integer, high integer, CHECK (low < high), CHECK (low > 0), CONSTRAINT limits CHECK (high < 100));
