-- Primary keys come, go and change their columns.
CREATE TABLE one (a integer NOT NULL, b text NOT NULL, c text);
CREATE TABLE two (a text PRIMARY KEY, b text NOT NULL);
CREATE TABLE three (a text, b text, c integer, CONSTRAINT three_key PRIMARY KEY (a, b));
