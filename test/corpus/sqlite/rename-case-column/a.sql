-- A column's name in other letters is a rename without an annotation.
CREATE TABLE t (ID integer PRIMARY KEY, userName text CHECK (userName <> ''), n integer);
