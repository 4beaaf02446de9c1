-- Every access method, with operator classes and parameters of their own.
CREATE TABLE sample (
  id integer, label text, tags text[], doc jsonb, spot point, span int4range, address inet, at timestamp, words tsvector
);

CREATE INDEX sample_id ON sample (id);
CREATE INDEX sample_label ON sample USING hash (label);
CREATE INDEX sample_tags ON sample USING gin (tags);
CREATE INDEX sample_doc ON sample USING gin (doc);
CREATE INDEX sample_spot ON sample USING gist (spot);
CREATE INDEX sample_at ON sample USING brin (at);
CREATE INDEX sample_words ON sample USING gist (words);
