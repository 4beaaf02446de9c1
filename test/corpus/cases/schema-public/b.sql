-- The schema public changes its comment and its grants, and is used beside others.
CREATE ROLE corpus_app NOLOGIN;

CREATE TABLE visit (id integer);
COMMENT ON SCHEMA public IS 'ours';
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO corpus_app;
