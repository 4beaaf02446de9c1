-- Comments in the middle of everything, which mean nothing and stay where nothing changes.
CREATE TABLE t ( -- another text
  id integer PRIMARY KEY,
  a text NOT NULL,
  b integer NOT NULL DEFAULT 6, -- six
  c text, -- last
  d text /* new */,
  CHECK (b > 0 /* really */)
);
CREATE INDEX t_a ON t (a);
CREATE VIEW v AS SELECT /* all */ a FROM t;
