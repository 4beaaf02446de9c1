-- Comments in the middle of everything, which mean nothing and stay where nothing changes.
CREATE TABLE /* a */ t ( -- the table; with a semicolon, and a comma
  id integer PRIMARY KEY, -- the key
  a text /* of type */ NOT NULL /* and, never null */, -- a 'quote
  b integer DEFAULT /* five */ 5 -- no comma here
  , c text -- last "one
  , CHECK (/* why */ b > 0 -- because
  )
) /* end */;
CREATE /* x */ INDEX t_a -- on t
  ON t (a /* asc */);
CREATE VIEW v AS -- all
  SELECT a /* , b */ FROM t;
