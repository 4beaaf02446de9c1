-- Checks change their expression, their name and whether children inherit them.
CREATE TABLE meal (
  id integer PRIMARY KEY,
  price numeric CONSTRAINT price_fair CHECK (price > 0),
  kind text CHECK (kind IN ('soup', 'main')),
  size text CONSTRAINT size_known CHECK (CASE WHEN kind = 'soup' THEN size <> 'large' ELSE size IS NOT NULL END)
);
CREATE TABLE special (day date) INHERITS (meal);
