-- postgres_fdw with servers, foreign tables as partitions and file_fdw beside it.
CREATE EXTENSION postgres_fdw;
CREATE EXTENSION file_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far.example.org', dbname 'y', fetch_size '500');
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE TABLE event (id integer, year integer) PARTITION BY LIST (year);
CREATE TABLE event_2024 PARTITION OF event FOR VALUES IN (2024);
CREATE FOREIGN TABLE event_2023 PARTITION OF event FOR VALUES IN (2023) SERVER far OPTIONS (table_name 'events');
CREATE FOREIGN TABLE listing (line text) SERVER files OPTIONS (filename '/tmp/none', format 'csv');
