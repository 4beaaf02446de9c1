-- A procedural language is made and dropped together with the functions written in it.
CREATE TABLE t (id integer);
