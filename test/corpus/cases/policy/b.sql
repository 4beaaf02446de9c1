-- Policies change their expressions, roles, command and kind; one looks into other tables.
CREATE ROLE corpus_nurse NOLOGIN;
CREATE ROLE corpus_doctor NOLOGIN;
CREATE TABLE ward (id integer PRIMARY KEY, closed boolean NOT NULL DEFAULT false);
CREATE TABLE chart (id integer PRIMARY KEY, ward_id integer, author name);
ALTER TABLE chart ENABLE ROW LEVEL SECURITY;

CREATE POLICY reading ON chart FOR SELECT TO corpus_nurse, corpus_doctor
  USING (EXISTS (SELECT FROM ward w WHERE w.id = chart.ward_id AND NOT w.closed));
CREATE POLICY writing ON chart FOR ALL TO corpus_nurse USING (true) WITH CHECK (ward_id IN (SELECT id FROM ward));
CREATE POLICY changing ON chart FOR UPDATE TO corpus_doctor USING (author = CURRENT_USER);
CREATE POLICY kind ON chart AS RESTRICTIVE USING (id > 0);
COMMENT ON POLICY reading ON chart IS 'open wards';
