-- Types are compared as SQLite reads them: letters and space mean nothing.
CREATE TABLE t (a varchar(10), b DOUBLE  PRECISION, c "my type", d UNSIGNED BIG INT, e DECIMAL (4, +2));
