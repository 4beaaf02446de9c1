-- Collations of both providers are made, changed and dropped; a column and an index use one.
CREATE COLLATION phone_book (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);
CREATE COLLATION bytes (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE subscriber (id integer PRIMARY KEY, name text COLLATE phone_book, nick text COLLATE any_case);
CREATE INDEX subscriber_name ON subscriber (name);
CREATE UNIQUE INDEX subscriber_nick ON subscriber (nick COLLATE "C");
