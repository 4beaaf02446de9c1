-- Policies change their expressions, roles, command and kind; one looks into other tables.
CREATE ROLE corpus_nurse NOLOGIN;
CREATE ROLE corpus_doctor NOLOGIN;
CREATE TABLE ward (id integer PRIMARY KEY, closed boolean NOT NULL DEFAULT false);
CREATE TABLE chart (id integer PRIMARY KEY, ward_id integer, author name);
ALTER TABLE chart ENABLE ROW LEVEL SECURITY;

CREATE POLICY reading ON chart FOR SELECT USING (author = CURRENT_USER);
CREATE POLICY writing ON chart FOR INSERT TO corpus_nurse WITH CHECK (ward_id > 0);
CREATE POLICY changing ON chart FOR UPDATE TO corpus_doctor USING (true) WITH CHECK (true);
CREATE POLICY kind ON chart USING (id > 0);
CREATE POLICY gone ON chart FOR DELETE USING (false);
COMMENT ON POLICY reading ON chart IS 'own charts';
