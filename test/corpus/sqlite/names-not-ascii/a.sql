-- Names that are not ASCII keep their letters: SQLite folds A to Z only.
CREATE TABLE größe (id integer PRIMARY KEY, straße text, Ä text); CREATE INDEX größe_straße ON größe (straße);
