-- Exclusion constraints change in operators, predicate, method and when they are checked.
CREATE TABLE booking (
  id integer PRIMARY KEY,
  span int4range,
  area box,
  cancelled boolean DEFAULT false,
  CONSTRAINT no_overlap EXCLUDE USING gist (span WITH &&),
  CONSTRAINT same_area EXCLUDE USING gist (area WITH &&) DEFERRABLE INITIALLY DEFERRED
);
