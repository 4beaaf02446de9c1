-- A table without rows becomes partitioned, and a partitioned one plain.
CREATE TABLE history (id integer NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE history_all PARTITION OF history DEFAULT;
CREATE TABLE future (id integer NOT NULL, day date NOT NULL);
CREATE VIEW history_days AS SELECT day FROM history;
