-- A renamed column under constraints, generated columns, indexes, views and triggers.
CREATE TABLE staff (id integer PRIMARY KEY,
  email text NOT NULL, -- @renamed from=mail
  domain text AS (substr(email, instr(email, '@') + 1)), CHECK (email LIKE '%@%'), UNIQUE (email, id));
CREATE INDEX staff_mail ON staff (lower(email)) WHERE email <> '';
CREATE VIEW mails AS SELECT email FROM staff;
CREATE TRIGGER staff_mail_kept BEFORE UPDATE OF email ON staff WHEN new.email = '' BEGIN SELECT RAISE(ABORT, 'no mail'); END;
CREATE TABLE letter (mail text, FOREIGN KEY (mail) REFERENCES staff (email));
CREATE UNIQUE INDEX staff_mail_once ON staff (email);
