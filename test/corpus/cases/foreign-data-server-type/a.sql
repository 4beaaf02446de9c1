-- What cannot be altered: a server's type, a foreign table's server; what depends on them comes back.
CREATE FOREIGN DATA WRAPPER corpus_wrapper;

CREATE SERVER depot TYPE 'file' FOREIGN DATA WRAPPER corpus_wrapper;
CREATE SERVER other FOREIGN DATA WRAPPER corpus_wrapper;
CREATE FOREIGN TABLE ware (id integer) SERVER depot;
CREATE FOREIGN TABLE price (id integer) SERVER depot;
CREATE VIEW wares AS SELECT id FROM ware;
