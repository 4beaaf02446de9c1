-- An extension moves to another schema below a column of its type and a view.
CREATE SCHEMA one;
CREATE SCHEMA two;

CREATE EXTENSION citext SCHEMA one;
CREATE TABLE mail_address (id integer PRIMARY KEY, mail one.citext UNIQUE);
CREATE VIEW mails AS SELECT lower(mail::text) AS mail FROM mail_address;
