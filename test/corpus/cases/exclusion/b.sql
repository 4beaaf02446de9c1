-- Exclusion constraints change in operators, predicate, method and when they are checked.
CREATE TABLE booking (
  id integer PRIMARY KEY,
  span int4range,
  area box,
  cancelled boolean DEFAULT false,
  CONSTRAINT no_overlap EXCLUDE USING gist (span WITH &&, area WITH &&) WHERE (NOT cancelled),
  CONSTRAINT same_area EXCLUDE USING gist (area WITH ~=) INCLUDE (id),
  CONSTRAINT one_id EXCLUDE USING btree (id WITH =)
);
COMMENT ON CONSTRAINT no_overlap ON booking IS 'rooms are not shared';
