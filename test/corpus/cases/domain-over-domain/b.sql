-- Domains over domains, over enums and over composites are made together and change apart.
CREATE TYPE grade AS ENUM ('a', 'b');
CREATE TYPE span AS (low integer, high integer);
CREATE DOMAIN word AS text CHECK (VALUE <> '') CHECK (VALUE !~ ' ');
CREATE DOMAIN short_word AS word DEFAULT 'x' CHECK (length(VALUE) < 20);
CREATE DOMAIN good_grade AS grade CHECK (VALUE = 'a');
CREATE DOMAIN real_span AS span CHECK ((VALUE).low < (VALUE).high);
CREATE DOMAIN word_list AS word[] CHECK (cardinality(VALUE) > 0);
CREATE TABLE term (id integer PRIMARY KEY, name short_word, grade good_grade, span real_span, forms word_list);
