-- The collation of indexed columns changes, also under a view and a check.
CREATE COLLATION german (provider = icu, locale = 'de');
CREATE TABLE town (
  id integer PRIMARY KEY,
  name text COLLATE german NOT NULL,
  region text COLLATE "POSIX",
  CHECK (name < 'zz' COLLATE "C")
);
CREATE UNIQUE INDEX town_name_idx ON town (name);
CREATE VIEW sorted_towns AS SELECT name, region FROM town ORDER BY name;
