-- The type of a column changes on which generated columns, their indexes and views rest.
CREATE TABLE bill (
  id integer PRIMARY KEY,
  net numeric(12,2) NOT NULL,
  gross numeric GENERATED ALWAYS AS (net * 1.2) STORED,
  sign text GENERATED ALWAYS AS (CASE WHEN net < 0 THEN 'credit' ELSE 'debit' END) STORED
);
CREATE INDEX bill_gross_idx ON bill (gross);
CREATE VIEW big_bills AS SELECT id, gross FROM bill WHERE gross > 1000;
COMMENT ON COLUMN bill.gross IS 'with tax';
