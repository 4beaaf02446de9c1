-- The schema public changes its comment and its grants, and is used beside others.
CREATE ROLE corpus_app NOLOGIN;

CREATE TABLE visit (id integer);
GRANT CREATE ON SCHEMA public TO corpus_app;
