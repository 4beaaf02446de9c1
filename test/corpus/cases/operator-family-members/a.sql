-- Members are added to an operator family, and an operator class gets another storage of functions.
CREATE FUNCTION int_text_cmp(integer, text) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1 - length($2)';
CREATE FUNCTION int_text_lt(integer, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 < length($2)';
CREATE OPERATOR <## (LEFTARG = integer, RIGHTARG = text, FUNCTION = int_text_lt);
CREATE OPERATOR FAMILY mixed USING btree;

ALTER OPERATOR FAMILY mixed USING btree ADD FUNCTION 1 (integer, text) int_text_cmp(integer, text);
