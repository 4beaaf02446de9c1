-- Types between which no cast is made by itself: the values are converted.
CREATE TABLE import_line (
  id text NOT NULL,
  amount text,
  day text,
  ok text DEFAULT 'true',
  ref text,
  body json,
  at timestamp
);
