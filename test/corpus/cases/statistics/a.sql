-- Extended statistics change in kinds, columns, expressions and target.
CREATE TABLE lodging (id integer PRIMARY KEY, town text, zip text, price numeric, stars integer);

CREATE STATISTICS lodging_place (dependencies) ON town, zip FROM lodging;
CREATE STATISTICS lodging_gone ON price, stars FROM lodging;
CREATE STATISTICS lodging_target (mcv) ON town, stars FROM lodging;
