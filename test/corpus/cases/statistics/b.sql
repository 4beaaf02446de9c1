-- Extended statistics change in kinds, columns, expressions and target.
CREATE TABLE lodging (id integer PRIMARY KEY, town text, zip text, price numeric, stars integer);

CREATE STATISTICS lodging_place (ndistinct, dependencies) ON zip, town, stars FROM lodging;
CREATE STATISTICS lodging_expression ON (lower(town)), (price / 10) FROM lodging;
CREATE STATISTICS lodging_single ON (price * stars) FROM lodging;
CREATE STATISTICS lodging_target (mcv) ON town, stars FROM lodging;
ALTER STATISTICS lodging_target SET STATISTICS 1000;
COMMENT ON STATISTICS lodging_place IS 'zip tells the town';
