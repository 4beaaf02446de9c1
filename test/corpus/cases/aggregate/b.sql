-- Aggregates of all sorts are made, changed and dropped; a view uses one.
CREATE FUNCTION add_up(state numeric, x numeric) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT coalesce(state, 0) + coalesce(x, 0)';
CREATE FUNCTION take_off(state numeric, x numeric) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT state - coalesce(x, 0)';
CREATE FUNCTION last_one(state numeric[], x numeric) RETURNS numeric[] IMMUTABLE LANGUAGE sql AS 'SELECT array_append(state, x)';
CREATE FUNCTION pick(state numeric[], p numeric) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT state[p::integer]';
CREATE TABLE n (x numeric);
CREATE AGGREGATE total(numeric) (SFUNC = add_up, STYPE = numeric, INITCOND = '0', COMBINEFUNC = numeric_add, PARALLEL = SAFE,
  MSFUNC = add_up, MINVFUNC = take_off, MSTYPE = numeric, MINITCOND = '0');
CREATE AGGREGATE biggest(integer) (SFUNC = int4larger, STYPE = integer, SORTOP = >);
CREATE AGGREGATE nth(numeric ORDER BY numeric) (SFUNC = last_one, STYPE = numeric[], INITCOND = '{}', FINALFUNC = pick);
CREATE AGGREGATE every_row(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE VIEW sums AS SELECT total(x) AS total FROM n;
COMMENT ON AGGREGATE total(numeric) IS 'moving sum';
COMMENT ON AGGREGATE every_row(*) IS 'counts';
