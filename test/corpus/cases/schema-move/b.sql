-- Objects of one name in several schemas: what leaves one and comes in another is told apart.
CREATE SCHEMA left_side;
CREATE SCHEMA right_side;
CREATE TYPE right_side.mark AS ENUM ('x');
CREATE TABLE right_side.t (id integer PRIMARY KEY, mark right_side.mark);
CREATE TABLE right_side.u (id integer REFERENCES right_side.t);
CREATE FUNCTION right_side.f(right_side.mark) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE VIEW left_side.v AS SELECT right_side.f(mark) AS f FROM right_side.t;
