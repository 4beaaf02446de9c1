-- AUTOINCREMENT inside of the table's list is the same as at the column.
CREATE TABLE a (id integer, b text, PRIMARY KEY (id AUTOINCREMENT)); CREATE TABLE c (id integer, b text, PRIMARY KEY (id AUTOINCREMENT));
