-- A transform for a type and a language is made, changed in one direction and dropped.
CREATE TRANSFORM FOR integer LANGUAGE sql (TO SQL WITH FUNCTION int4recv(internal));
