-- Arguments get other names, types and defaults, results another type; what calls them is rebuilt.
CREATE ROLE corpus_caller NOLOGIN;
CREATE TABLE fare (id integer PRIMARY KEY, km integer NOT NULL);

CREATE FUNCTION price(km integer) RETURNS numeric IMMUTABLE LANGUAGE sql AS 'SELECT km * 2.5';
CREATE FUNCTION label(km integer) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT km || '' km''';
CREATE FUNCTION split(total integer, OUT whole integer, OUT rest integer) LANGUAGE sql AS 'SELECT total / 2, total % 2';
CREATE FUNCTION named(b integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT b';
CREATE VIEW fares AS SELECT id, price(km) AS price, label(km) AS label FROM fare;
ALTER TABLE fare ADD CONSTRAINT price_low CHECK (price(km) < 1000);
CREATE INDEX fare_price ON fare (price(km));
CREATE INDEX fare_named ON fare (named(km));
GRANT EXECUTE ON FUNCTION price(integer) TO corpus_caller;
REVOKE EXECUTE ON FUNCTION named(integer) FROM PUBLIC;
COMMENT ON FUNCTION named(integer) IS 'stays';
