-- Range types with functions of their own and multiranges are made, redefined under a column, and dropped.
CREATE TYPE float_span AS RANGE (SUBTYPE = double precision);
CREATE TABLE tide (id integer PRIMARY KEY, height float_span);
CREATE INDEX tide_height ON tide USING gist (height);
