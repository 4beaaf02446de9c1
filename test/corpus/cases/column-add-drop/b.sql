-- Columns are added and dropped in the middle of a table, with all that a column can carry.
CREATE TABLE patient (
  id integer PRIMARY KEY,
  born date,
  name text NOT NULL,
  insured boolean NOT NULL DEFAULT false,
  mail text UNIQUE COLLATE "C" CHECK (mail LIKE '%@%'),
  doctor_id integer REFERENCES patient (id)
);
COMMENT ON COLUMN patient.mail IS 'one address for one patient';
