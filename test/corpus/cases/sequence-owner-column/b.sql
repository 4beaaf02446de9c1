-- Ownership of sequences by columns: gained, lost, handed over; one sequence feeds two tables.
CREATE SEQUENCE number_a;
CREATE SEQUENCE number_b;
CREATE SEQUENCE number_shared;

CREATE TABLE first (id integer DEFAULT nextval('number_a'), other integer DEFAULT nextval('number_shared'));
CREATE TABLE second (id integer DEFAULT nextval('number_b'), other integer);
ALTER SEQUENCE number_b OWNED BY second.id;
ALTER SEQUENCE number_shared OWNED BY second.other;
