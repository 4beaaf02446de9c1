-- Checks change their expression, their name and whether children inherit them.
CREATE TABLE meal (
  id integer PRIMARY KEY,
  price numeric CONSTRAINT price_fair CHECK (price > 0 AND price < 1000) NO INHERIT,
  kind text CONSTRAINT kind_known CHECK (kind = ANY (ARRAY['soup', 'main', 'dessert'])),
  size text CONSTRAINT size_known CHECK (CASE WHEN kind = 'soup' THEN size = 'small' ELSE true END)
);
CREATE TABLE special (day date, CONSTRAINT in_this_century CHECK (day > '2000-01-01')) INHERITS (meal);
