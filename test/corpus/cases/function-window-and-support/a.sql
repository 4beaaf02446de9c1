-- Window functions, C-language and internal functions, and planner support.
CREATE FUNCTION my_row_number() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
CREATE FUNCTION my_length(text) RETURNS integer IMMUTABLE STRICT LANGUAGE internal AS 'textlen';
CREATE TABLE t (id integer);
CREATE VIEW numbered AS SELECT my_row_number() OVER (ORDER BY id) AS n, id FROM t;
