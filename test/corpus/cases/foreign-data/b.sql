-- Wrappers, servers and foreign tables change in options, version, type and columns.
CREATE FOREIGN DATA WRAPPER corpus_wrapper OPTIONS (level '2', "with space" 'c');
CREATE SERVER depot TYPE 'file' VERSION '2' FOREIGN DATA WRAPPER corpus_wrapper OPTIONS (host 'two', dbname 'x');
CREATE FOREIGN TABLE stock_remote (
  id integer OPTIONS (key 'false', name 'no') NOT NULL,
  amount numeric(10,2) CONSTRAINT not_negative CHECK (amount >= 0),
  new text COLLATE "C" DEFAULT 'n'
) SERVER depot OPTIONS (file 'other.csv', delimiter ';');
CREATE VIEW stock_all AS SELECT id, amount FROM stock_remote;
COMMENT ON FOREIGN TABLE stock_remote IS 'nearer';
COMMENT ON FOREIGN DATA WRAPPER corpus_wrapper IS 'reads nothing';
