-- Defaults are set, dropped and changed: constants, expressions, sequences, null.
CREATE SEQUENCE ticket_number START 100;

CREATE TABLE ticket (
  number integer DEFAULT nextval('ticket_number'),
  state text DEFAULT 'new',
  opened timestamp with time zone,
  tags text[] DEFAULT ARRAY['urgent', 'it''s'],
  weight numeric NOT NULL,
  code text DEFAULT NULL
);
