-- In a cycle of three foreign keys the types of all keys change.
CREATE TABLE red (id integer PRIMARY KEY, next integer);
CREATE TABLE green (id integer PRIMARY KEY, next integer REFERENCES red);
CREATE TABLE blue (id integer PRIMARY KEY, next integer REFERENCES green);
ALTER TABLE red ADD CONSTRAINT red_next FOREIGN KEY (next) REFERENCES blue;
