-- A key that foreign keys rest on is replaced; they move to a unique constraint and back.
CREATE TABLE country (code char(2) CONSTRAINT country_code_key UNIQUE NOT NULL, number integer PRIMARY KEY, name text);
CREATE TABLE city (id integer PRIMARY KEY, country char(2) REFERENCES country (code) ON UPDATE CASCADE);
CREATE TABLE border (here char(2) REFERENCES country (code), there char(2) REFERENCES country (code), PRIMARY KEY (here, there));
