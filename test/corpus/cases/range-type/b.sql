-- Range types with functions of their own and multiranges are made, redefined under a column, and dropped.
CREATE FUNCTION float_gap(double precision, double precision) RETURNS double precision IMMUTABLE STRICT LANGUAGE sql AS 'SELECT $1 - $2';
CREATE TYPE float_span AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float_gap, MULTIRANGE_TYPE_NAME = float_spans);
CREATE TYPE word_span AS RANGE (SUBTYPE = text, COLLATION = "C", SUBTYPE_OPCLASS = text_pattern_ops);
CREATE TABLE tide (id integer PRIMARY KEY, height float_span, heights float_spans, words word_span DEFAULT '[a,b)');
CREATE INDEX tide_height ON tide USING gist (height);
COMMENT ON TYPE float_span IS 'metres';
