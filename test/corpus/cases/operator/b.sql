-- Operators with commutators, negators and estimators are made, changed and used by a view.
CREATE FUNCTION near(point, point) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 <-> $2 < 1';
CREATE FUNCTION far(point, point) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 <-> $2 >= 1';
CREATE FUNCTION doubled(integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1 * 2';
CREATE OPERATOR ~== (LEFTARG = point, RIGHTARG = point, FUNCTION = near, COMMUTATOR = ~==, NEGATOR = ~<>, RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE OPERATOR ~<> (LEFTARG = point, RIGHTARG = point, FUNCTION = far, COMMUTATOR = ~<>, NEGATOR = ~==, RESTRICT = neqsel, JOIN = neqjoinsel);
CREATE OPERATOR @@> (RIGHTARG = integer, FUNCTION = doubled);
CREATE TABLE spot (id integer PRIMARY KEY, at point);
CREATE VIEW neighbours AS SELECT a.id, b.id AS other FROM spot a JOIN spot b ON a.at ~== b.at;
COMMENT ON OPERATOR ~== (point, point) IS 'close by';
COMMENT ON OPERATOR @@> (NONE, integer) IS 'doubles';
