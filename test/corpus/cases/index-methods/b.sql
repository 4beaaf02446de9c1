-- Every access method, with operator classes and parameters of their own.
CREATE TABLE sample (
  id integer, label text, tags text[], doc jsonb, spot point, span int4range, address inet, at timestamp, words tsvector
);

CREATE INDEX sample_id ON sample USING brin (id int4_bloom_ops(n_distinct_per_range = 50)) WITH (pages_per_range = 16, autosummarize = true);
CREATE INDEX sample_label ON sample USING spgist (label);
CREATE INDEX sample_tags ON sample USING gin (tags) WITH (fastupdate = off, gin_pending_list_limit = 128);
CREATE INDEX sample_doc ON sample USING gin (doc jsonb_path_ops);
CREATE INDEX sample_spot ON sample USING spgist (spot kd_point_ops);
CREATE INDEX sample_at ON sample USING brin (at timestamp_minmax_multi_ops(values_per_range = 16));
CREATE INDEX sample_words ON sample USING gist (words tsvector_ops(siglen = 64));
CREATE INDEX sample_span ON sample USING gist (span) WITH (buffering = on, fillfactor = 70);
CREATE INDEX sample_address ON sample USING gist (address inet_ops);
