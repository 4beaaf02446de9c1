-- Values are added to an enum at the start, in the middle and at the end, and used at once.
CREATE TYPE size AS ENUM ('tiny', 'small', 'medium', 'large', 'extra; large');
CREATE TABLE shirt (id integer PRIMARY KEY, size size DEFAULT 'medium' CHECK (size <> 'tiny'), worn size[] DEFAULT '{tiny}');
CREATE VIEW small_shirts AS SELECT id FROM shirt WHERE size <= 'medium';
CREATE INDEX shirt_medium ON shirt (id) WHERE size = 'medium';
