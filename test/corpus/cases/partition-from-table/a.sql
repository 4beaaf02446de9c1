-- A table without rows becomes partitioned, and a partitioned one plain.
CREATE TABLE history (id integer NOT NULL, day date NOT NULL, PRIMARY KEY (id, day));
CREATE TABLE future (id integer NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE future_all PARTITION OF future DEFAULT;
CREATE VIEW history_days AS SELECT day FROM history;
