-- Values are added to an enum at the start, in the middle and at the end, and used at once.
CREATE TYPE size AS ENUM ('small', 'large');
CREATE TABLE shirt (id integer PRIMARY KEY, size size DEFAULT 'small');
CREATE VIEW small_shirts AS SELECT id FROM shirt WHERE size = 'small';
