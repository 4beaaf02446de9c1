-- postgres_fdw with servers, foreign tables as partitions and file_fdw beside it.
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far.example.org', dbname 'x');
CREATE TABLE event (id integer, year integer) PARTITION BY LIST (year);
CREATE TABLE event_2024 PARTITION OF event FOR VALUES IN (2024);
