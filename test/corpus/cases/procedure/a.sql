-- Procedures change in body and arguments, and a procedure becomes a function.
CREATE TABLE log (id integer GENERATED ALWAYS AS IDENTITY, body text);
CREATE PROCEDURE note(body text) LANGUAGE sql AS $$ INSERT INTO log (body) VALUES (body) $$;
CREATE PROCEDURE forget() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM log; COMMIT; END $$;
CREATE PROCEDURE count_up(INOUT n integer) LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$;
COMMENT ON PROCEDURE note(text) IS 'writes';
