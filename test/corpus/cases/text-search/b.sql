-- Text search dictionaries, configurations, mappings, templates and parsers; an index uses a configuration.
CREATE TEXT SEARCH TEMPLATE own_simple (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH PARSER own_parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE TEXT SEARCH DICTIONARY plain_words (TEMPLATE = simple, STOPWORDS = english, ACCEPT = false);
CREATE TEXT SEARCH DICTIONARY own_words (TEMPLATE = own_simple);
CREATE TEXT SEARCH CONFIGURATION prose (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION prose ALTER MAPPING FOR asciiword, word WITH plain_words, english_stem;
ALTER TEXT SEARCH CONFIGURATION prose DROP MAPPING FOR email;
CREATE TEXT SEARCH CONFIGURATION own (PARSER = own_parser);
ALTER TEXT SEARCH CONFIGURATION own ADD MAPPING FOR asciiword WITH own_words;
COMMENT ON TEXT SEARCH CONFIGURATION prose IS 'for books';
COMMENT ON TEXT SEARCH DICTIONARY plain_words IS 'without stop words';
COMMENT ON TEXT SEARCH TEMPLATE own_simple IS 'a copy';
COMMENT ON TEXT SEARCH PARSER own_parser IS 'another';
CREATE TABLE text_page (id integer PRIMARY KEY, body text);
CREATE INDEX text_page_words ON text_page USING gin (to_tsvector('prose', body));
