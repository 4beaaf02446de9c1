-- A type that is swapped stands in arguments, results, defaults of arguments and variables of routines.
CREATE ROLE corpus_caller NOLOGIN;

CREATE TYPE priority AS ENUM ('low', 'high', 'unused');
CREATE TABLE job (id integer PRIMARY KEY, priority priority NOT NULL);
CREATE FUNCTION next_job(p priority DEFAULT 'high') RETURNS integer LANGUAGE sql AS $$ SELECT id FROM job WHERE priority = p LIMIT 1 $$;
CREATE FUNCTION priorities() RETURNS SETOF priority LANGUAGE plpgsql AS $$ DECLARE p priority; BEGIN RETURN QUERY SELECT priority FROM job; END $$;
CREATE PROCEDURE raise(job_id integer, INOUT p priority) LANGUAGE plpgsql AS $$ BEGIN UPDATE job SET priority = p WHERE id = job_id; END $$;
CREATE FUNCTION higher(a priority, b priority) RETURNS priority IMMUTABLE STRICT LANGUAGE sql AS $$ SELECT greatest(a, b) $$;
CREATE AGGREGATE top_priority(priority) (SFUNC = higher, STYPE = priority);
CREATE VIEW tops AS SELECT max(priority) AS p FROM job;
CREATE FUNCTION is_higher(a priority, b priority) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT a > b $$;
CREATE OPERATOR @>@ (LEFTARG = priority, RIGHTARG = priority, FUNCTION = is_higher);
GRANT EXECUTE ON FUNCTION next_job(priority) TO corpus_caller;
COMMENT ON FUNCTION next_job(priority) IS 'the next one';
