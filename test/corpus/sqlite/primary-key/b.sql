-- Primary keys come, go and change their columns.
CREATE TABLE one (a integer NOT NULL, b text NOT NULL, c text, PRIMARY KEY (a, b));
CREATE TABLE two (a text, b text PRIMARY KEY NOT NULL);
CREATE TABLE three (a text, b text, c integer, CONSTRAINT three_key PRIMARY KEY (b, a, c) ON CONFLICT REPLACE);
