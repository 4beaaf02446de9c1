-- Collations of both providers are made, changed and dropped; a column and an index use one.
CREATE COLLATION phone_book (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION bytes (provider = libc, locale = 'C');
CREATE TABLE subscriber (id integer PRIMARY KEY, name text COLLATE phone_book);
CREATE INDEX subscriber_name ON subscriber (name);
COMMENT ON COLLATION bytes IS 'plain';
