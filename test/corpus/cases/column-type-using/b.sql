-- Types between which no cast is made by itself: the values are converted.
CREATE TABLE import_line (
  id integer NOT NULL,
  amount numeric(10,2),
  day date,
  ok boolean DEFAULT true,
  ref uuid,
  body jsonb,
  at timestamp with time zone
);
