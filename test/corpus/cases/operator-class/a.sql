-- An operator class of one's own orders an index; a family gets further members.
CREATE FUNCTION text_len_cmp(text, text) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT length($1) - length($2)';
CREATE TABLE word (id integer PRIMARY KEY, body text);
CREATE INDEX word_body ON word (body);
