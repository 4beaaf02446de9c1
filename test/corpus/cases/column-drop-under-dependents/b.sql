-- A column goes that a view, an index, a check, a trigger and a policy used; they are defined without it.
CREATE TABLE article (id integer PRIMARY KEY, title text, hidden boolean DEFAULT false);
CREATE VIEW headlines AS SELECT id, title FROM article WHERE NOT hidden;
CREATE VIEW headline_count AS SELECT count(*) AS n FROM headlines;
CREATE INDEX article_titles_idx ON article (title);
ALTER TABLE article ADD CONSTRAINT has_title CHECK (title IS NOT NULL);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE OF title ON article FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY visible ON article USING (NOT hidden);
