-- A typed table follows its composite type, and a plain table becomes typed.
CREATE TYPE address AS (street text, town text);
CREATE TABLE branch OF address (town NOT NULL DEFAULT 'Ulm', PRIMARY KEY (street, town));
CREATE TABLE depot OF address;
