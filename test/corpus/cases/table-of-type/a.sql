-- A typed table follows its composite type, and a plain table becomes typed.
CREATE TYPE address AS (street text, town text);
CREATE TABLE branch OF address (town NOT NULL, PRIMARY KEY (street));
CREATE TYPE place AS (street text, town text);
CREATE TABLE depot (street text, town text);
