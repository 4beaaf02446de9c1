-- A text column with a default, a check and an index becomes an enum, and text again.
CREATE TYPE appointment_state AS ENUM ('planned', 'done', 'missed');
CREATE TABLE appointment (
  id integer PRIMARY KEY,
  state appointment_state DEFAULT 'planned' NOT NULL,
  states appointment_state[] DEFAULT '{planned}'
);
CREATE INDEX appointment_state_idx ON appointment (state);
CREATE INDEX appointment_open_idx ON appointment (id) WHERE state = 'planned';
