-- A typed table follows its composite type, and a plain table becomes typed.
CREATE TYPE address AS (street text, town varchar(80), zip text);
CREATE TABLE branch OF address (town NOT NULL DEFAULT 'Ulm', zip DEFAULT '?', PRIMARY KEY (street, town));
CREATE TYPE place AS (street text, town text);
CREATE TABLE depot OF place;
