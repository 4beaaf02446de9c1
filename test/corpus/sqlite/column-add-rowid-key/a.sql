-- A column that is the rowid is added and dropped.
CREATE TABLE log (line text);
