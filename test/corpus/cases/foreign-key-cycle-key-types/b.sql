-- In a cycle of three foreign keys the types of all keys change.
CREATE TABLE red (id bigint PRIMARY KEY, next text);
CREATE TABLE green (id bigint PRIMARY KEY, next bigint REFERENCES red);
CREATE TABLE blue (id text PRIMARY KEY, next bigint REFERENCES green);
ALTER TABLE red ADD CONSTRAINT red_next FOREIGN KEY (next) REFERENCES blue;
