-- Objects of one name in several schemas: what leaves one and comes in another is told apart.
CREATE SCHEMA left_side;
CREATE SCHEMA right_side;
CREATE TYPE left_side.mark AS ENUM ('x');
CREATE TABLE left_side.t (id integer PRIMARY KEY, mark left_side.mark);
CREATE TABLE right_side.u (id integer REFERENCES left_side.t);
CREATE FUNCTION left_side.f(left_side.mark) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE VIEW right_side.v AS SELECT left_side.f(mark) AS f FROM left_side.t;
