-- Domains over domains, over enums and over composites are made together and change apart.
CREATE DOMAIN word AS text CHECK (VALUE <> '');
CREATE DOMAIN short_word AS word CHECK (length(VALUE) < 10);
CREATE TABLE term (id integer PRIMARY KEY, name short_word);
