-- Wrappers, servers and foreign tables change in options, version, type and columns.
CREATE FOREIGN DATA WRAPPER corpus_wrapper OPTIONS (debug 'true', "with space" 'a''b');
CREATE SERVER depot TYPE 'file' VERSION '1' FOREIGN DATA WRAPPER corpus_wrapper OPTIONS (host 'one', port '5432');
CREATE SERVER gone FOREIGN DATA WRAPPER corpus_wrapper;
CREATE FOREIGN TABLE stock_remote (
  id integer OPTIONS (key 'true') NOT NULL,
  amount integer DEFAULT 0,
  old text
) SERVER depot OPTIONS (file 'stock.csv');
CREATE VIEW stock_all AS SELECT id, amount FROM stock_remote;
COMMENT ON FOREIGN TABLE stock_remote IS 'far away';
COMMENT ON SERVER depot IS 'north';
