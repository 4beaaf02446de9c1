-- Full-text indexes come and go: with their own content, with another table's, without any.
CREATE TABLE doc (id integer PRIMARY KEY, title text, body text);
