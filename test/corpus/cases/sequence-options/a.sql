-- All options of sequences change; where they stand stays.
CREATE SEQUENCE ticket;
CREATE SEQUENCE down INCREMENT -1 MAXVALUE 100 START 100;
CREATE SEQUENCE small AS smallint CYCLE;
CREATE SEQUENCE gone START 5;
