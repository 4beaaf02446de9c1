-- Tables without any column, and a table that loses its last one.
CREATE TABLE marker ();
CREATE TABLE flag (old boolean);
