-- A vocabulary table looks into a full-text index.
CREATE VIRTUAL TABLE f USING fts5 (a); CREATE VIRTUAL TABLE f_words USING fts5vocab ('f', 'row');
