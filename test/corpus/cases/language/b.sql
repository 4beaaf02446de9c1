-- A procedural language is made and dropped together with the functions written in it.
CREATE FUNCTION our_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION our_inline(internal) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION our_validator(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE our_plpgsql HANDLER our_handler INLINE our_inline VALIDATOR our_validator;
CREATE FUNCTION one() RETURNS integer LANGUAGE our_plpgsql AS $$ BEGIN RETURN 1; END $$;
CREATE TABLE t (id integer DEFAULT one());
COMMENT ON LANGUAGE our_plpgsql IS 'by another name';
