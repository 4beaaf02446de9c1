-- A key that foreign keys rest on is replaced; they move to a unique constraint and back.
CREATE TABLE country (code char(2) PRIMARY KEY, number integer NOT NULL, name text);
CREATE TABLE city (id integer PRIMARY KEY, country char(2) REFERENCES country ON UPDATE CASCADE);
CREATE TABLE border (here char(2) REFERENCES country, there char(2) REFERENCES country, PRIMARY KEY (here, there));
