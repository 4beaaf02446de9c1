-- Types are compared as SQLite reads them: letters and space mean nothing.
CREATE TABLE t (a VARCHAR (10), b double precision, c [my type], d unsigned  big int, e decimal(4,+2));
