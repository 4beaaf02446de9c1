-- Procedures change in body and arguments, and a procedure becomes a function.
CREATE TABLE log (id integer GENERATED ALWAYS AS IDENTITY, body text);
CREATE PROCEDURE note(body text, times integer DEFAULT 1) LANGUAGE sql AS $$ INSERT INTO log (body) SELECT body FROM generate_series(1, times) $$;
CREATE PROCEDURE forget() LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN DELETE FROM log; END $$;
CREATE FUNCTION count_up(INOUT n integer) LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$;
