-- Text search dictionaries, configurations, mappings, templates and parsers; an index uses a configuration.
CREATE TEXT SEARCH DICTIONARY plain_words (TEMPLATE = simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION prose (COPY = simple);
CREATE TEXT SEARCH CONFIGURATION gone (PARSER = "default");
CREATE TABLE text_page (id integer PRIMARY KEY, body text);
CREATE INDEX text_page_words ON text_page USING gin (to_tsvector('prose', body));
