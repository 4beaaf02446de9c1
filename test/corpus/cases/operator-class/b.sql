-- An operator class of one's own orders an index; a family gets further members.
CREATE FUNCTION text_len_cmp(text, text) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT length($1) - length($2)';
CREATE FUNCTION len_lt(text, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT length($1) < length($2)';
CREATE FUNCTION len_le(text, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT length($1) <= length($2)';
CREATE FUNCTION len_eq(text, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT length($1) = length($2)';
CREATE FUNCTION len_ge(text, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT length($1) >= length($2)';
CREATE FUNCTION len_gt(text, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT length($1) > length($2)';
CREATE OPERATOR <# (LEFTARG = text, RIGHTARG = text, FUNCTION = len_lt, COMMUTATOR = >#);
CREATE OPERATOR <=# (LEFTARG = text, RIGHTARG = text, FUNCTION = len_le);
CREATE OPERATOR =# (LEFTARG = text, RIGHTARG = text, FUNCTION = len_eq);
CREATE OPERATOR >=# (LEFTARG = text, RIGHTARG = text, FUNCTION = len_ge);
CREATE OPERATOR ># (LEFTARG = text, RIGHTARG = text, FUNCTION = len_gt, COMMUTATOR = <#);
CREATE OPERATOR FAMILY by_length USING btree;
CREATE OPERATOR CLASS text_length_ops FOR TYPE text USING btree FAMILY by_length AS
  OPERATOR 1 <#, OPERATOR 2 <=#, OPERATOR 3 =#, OPERATOR 4 >=#, OPERATOR 5 >#, FUNCTION 1 text_len_cmp(text, text);
CREATE OPERATOR FAMILY loose USING hash;
COMMENT ON OPERATOR CLASS text_length_ops USING btree IS 'shortest first';
COMMENT ON OPERATOR FAMILY by_length USING btree IS 'lengths';
CREATE TABLE word (id integer PRIMARY KEY, body text);
CREATE INDEX word_body ON word (body text_length_ops);
