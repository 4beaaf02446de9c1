-- AUTOINCREMENT inside of the table's list is the same as at the column.
CREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT, b text); CREATE TABLE c (id integer, b text, PRIMARY KEY (id));
