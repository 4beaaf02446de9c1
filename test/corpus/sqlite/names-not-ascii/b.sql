-- Names that are not ASCII keep their letters: SQLite folds A to Z only.
CREATE TABLE größe (id integer PRIMARY KEY, straße text NOT NULL, Ä text, ä text, 名前 text DEFAULT '無'); CREATE INDEX größe_straße ON größe (straße DESC); CREATE VIEW 見る AS SELECT straße FROM größe;
