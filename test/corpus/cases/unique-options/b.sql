-- Unique constraints change in columns, in how they take nulls, in what they include, when they are checked.
CREATE TABLE plate (
  id integer PRIMARY KEY,
  number text,
  country text,
  colour text,
  position integer,
  CONSTRAINT plate_number UNIQUE (number, country) INCLUDE (colour),
  CONSTRAINT plate_colour UNIQUE (colour) WITH (fillfactor = 60),
  CONSTRAINT plate_position UNIQUE (position) DEFERRABLE INITIALLY IMMEDIATE
);
