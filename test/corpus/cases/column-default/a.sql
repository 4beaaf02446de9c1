-- Defaults are set, dropped and changed: constants, expressions, sequences, null.
CREATE SEQUENCE ticket_number START 100;

CREATE TABLE ticket (
  number integer,
  state text DEFAULT 'open',
  opened timestamp with time zone DEFAULT now(),
  tags text[] DEFAULT '{}',
  weight numeric DEFAULT 1.5 NOT NULL,
  code text DEFAULT upper(substr(md5('x'), 1, 4))
);
