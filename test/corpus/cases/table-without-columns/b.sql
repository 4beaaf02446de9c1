-- Tables without any column, and a table that loses its last one.
CREATE TABLE flag ();
CREATE TABLE tick () WITH (fillfactor = 80);
