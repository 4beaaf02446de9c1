-- A name passes from an enum to a domain and from a composite type to an enum.
CREATE DOMAIN unit AS text CHECK (VALUE IN ('kg', 'g'));
CREATE TYPE quantity AS ENUM ('one', 'many');
CREATE TABLE cargo (quantity quantity, unit unit);
