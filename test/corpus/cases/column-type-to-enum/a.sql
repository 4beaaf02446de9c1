-- A text column with a default, a check and an index becomes an enum, and text again.
CREATE TABLE appointment (
  id integer PRIMARY KEY,
  state text DEFAULT 'planned' NOT NULL,
  states text[] DEFAULT '{planned}',
  CONSTRAINT state_known CHECK (state IN ('planned', 'done', 'missed'))
);
CREATE INDEX appointment_state_idx ON appointment (state);
CREATE INDEX appointment_open_idx ON appointment (id) WHERE state = 'planned';
