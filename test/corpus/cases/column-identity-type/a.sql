-- The type of an identity column and of its sequence change together.
CREATE TABLE event (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text);
CREATE TABLE event_note (event_id integer REFERENCES event ON DELETE CASCADE, note text);
