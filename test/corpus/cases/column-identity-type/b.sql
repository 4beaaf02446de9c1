-- The type of an identity column and of its sequence change together.
CREATE TABLE event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text);
CREATE TABLE event_note (event_id bigint REFERENCES event ON DELETE CASCADE, note text);
