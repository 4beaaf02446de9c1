-- Columns, checks and defaults of an inheritance tree change in the parent and in the children.
CREATE TABLE vehicle (
  id integer NOT NULL,
  wheels smallint DEFAULT 4,
  colour text,
  CONSTRAINT wheels_positive CHECK (wheels > 0)
);
CREATE TABLE car (doors smallint DEFAULT 5) INHERITS (vehicle);
CREATE TABLE truck (payload integer) INHERITS (vehicle);
ALTER TABLE ONLY truck ALTER COLUMN wheels SET DEFAULT 6;
