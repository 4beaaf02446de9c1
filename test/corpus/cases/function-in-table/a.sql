-- SQL functions whose quoted bodies call others stand in a check, a default, an index and a generated column.
CREATE TABLE word (id integer PRIMARY KEY, body text);
