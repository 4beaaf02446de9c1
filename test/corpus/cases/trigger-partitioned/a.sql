-- Triggers of a partitioned table live in its partitions; one is disabled there, one belongs to a partition alone.
CREATE TABLE fact (id integer, kind text) PARTITION BY LIST (kind);
CREATE TABLE fact_a PARTITION OF fact FOR VALUES IN ('a');
CREATE TABLE fact_b PARTITION OF fact FOR VALUES IN ('b') PARTITION BY RANGE (id);
CREATE TABLE fact_b_low PARTITION OF fact_b FOR VALUES FROM (0) TO (10);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;

CREATE TRIGGER stamp_all BEFORE INSERT ON fact FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE TRIGGER stamp_a AFTER UPDATE ON fact_a FOR EACH ROW EXECUTE FUNCTION stamp();
