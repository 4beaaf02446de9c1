-- Window functions, C-language and internal functions, and planner support.
CREATE FUNCTION my_row_number() RETURNS bigint LANGUAGE internal IMMUTABLE WINDOW AS 'window_rank';
CREATE FUNCTION my_length(text) RETURNS integer IMMUTABLE STRICT LANGUAGE internal AS 'textoctetlen';
CREATE FUNCTION my_starts(text, text) RETURNS boolean IMMUTABLE STRICT LANGUAGE internal SUPPORT text_starts_with_support AS 'text_starts_with';
CREATE TABLE t (id integer);
CREATE VIEW numbered AS SELECT my_row_number() OVER (ORDER BY id DESC) AS n, id FROM t;
