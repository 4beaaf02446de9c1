-- A text that differs in comments and space only.
-- first
CREATE TABLE t /* t */ (
  id integer PRIMARY KEY, -- id
  a text
) -- end
;
CREATE VIEW v AS
  SELECT a -- a
  FROM t;
CREATE TRIGGER g AFTER INSERT ON t
BEGIN
  SELECT 1; -- one
END;
