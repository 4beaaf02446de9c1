-- Aggregates of all sorts are made, changed and dropped; a view uses one.
CREATE FUNCTION add_up(state numeric, x numeric) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT coalesce(state, 0) + coalesce(x, 0)';
CREATE TABLE n (x numeric);
CREATE AGGREGATE total(numeric) (SFUNC = add_up, STYPE = numeric);
CREATE AGGREGATE gone(integer) (SFUNC = int4larger, STYPE = integer);
CREATE VIEW sums AS SELECT total(x) AS total FROM n;
COMMENT ON AGGREGATE total(numeric) IS 'sum';
