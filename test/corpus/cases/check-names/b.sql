-- Checks without a name of their own, alike ones, and a check that takes another's name.
CREATE TABLE gauge (low integer, high integer, CHECK (low > 0), CHECK (low < high), CHECK (high < 100), CONSTRAINT limits CHECK (low <> 13));
