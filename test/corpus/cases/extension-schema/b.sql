-- An extension moves to another schema below a column of its type and a view.
CREATE SCHEMA one;
CREATE SCHEMA two;

CREATE EXTENSION citext SCHEMA two;
CREATE TABLE mail_address (id integer PRIMARY KEY, mail two.citext UNIQUE);
CREATE VIEW mails AS SELECT lower(mail::text) AS mail FROM mail_address;
