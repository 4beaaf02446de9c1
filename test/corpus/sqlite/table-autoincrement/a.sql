-- AUTOINCREMENT comes and goes; a table that keeps it keeps its mark.
CREATE TABLE ticket (id integer PRIMARY KEY, note text);
CREATE TABLE invoice (id integer PRIMARY KEY AUTOINCREMENT, note text);
CREATE TABLE receipt (id integer PRIMARY KEY AUTOINCREMENT, note text);
