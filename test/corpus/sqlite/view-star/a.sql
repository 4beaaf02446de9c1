-- Views that ask for all columns see those that come and go.
CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE VIEW v AS SELECT * FROM t; CREATE VIEW w AS SELECT * FROM v;
