-- Columns, checks and defaults of an inheritance tree change in the parent and in the children.
CREATE TABLE vehicle (
  id bigint NOT NULL,
  wheels smallint DEFAULT 2,
  built date,
  CONSTRAINT wheels_in_range CHECK (wheels BETWEEN 1 AND 24)
);
CREATE TABLE car (doors smallint DEFAULT 3) INHERITS (vehicle);
CREATE TABLE truck (payload bigint) INHERITS (vehicle);
ALTER TABLE ONLY truck ALTER COLUMN wheels SET DEFAULT 8;
ALTER TABLE ONLY truck ALTER COLUMN built SET NOT NULL;
