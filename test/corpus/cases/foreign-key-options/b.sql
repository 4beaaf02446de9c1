-- Foreign keys change in their actions, in matching, and in when they are checked.
CREATE TABLE author (id integer PRIMARY KEY, region text, UNIQUE (id, region));

CREATE TABLE essay (
  id integer PRIMARY KEY,
  author_id integer REFERENCES author ON UPDATE CASCADE ON DELETE RESTRICT,
  editor_id integer DEFAULT 1 CONSTRAINT essay_editor REFERENCES author ON DELETE SET DEFAULT,
  reviewer_id integer CONSTRAINT essay_reviewer REFERENCES author DEFERRABLE INITIALLY DEFERRED,
  region text,
  CONSTRAINT essay_both FOREIGN KEY (author_id, region) REFERENCES author (id, region)
    ON DELETE SET NULL (region)
);
