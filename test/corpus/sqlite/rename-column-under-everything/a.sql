-- A renamed column under constraints, generated columns, indexes, views and triggers.
CREATE TABLE staff (id integer PRIMARY KEY,
  mail text NOT NULL, -- @renamed from=email
  domain text AS (substr(mail, instr(mail, '@') + 1)), CHECK (mail LIKE '%@%'), UNIQUE (mail, id));
CREATE INDEX staff_mail ON staff (lower(mail)) WHERE mail <> '';
CREATE VIEW mails AS SELECT mail FROM staff;
CREATE TRIGGER staff_mail_kept BEFORE UPDATE OF mail ON staff WHEN new.mail = '' BEGIN SELECT RAISE(ABORT, 'no mail'); END;
CREATE TABLE letter (mail text, FOREIGN KEY (mail) REFERENCES staff (mail));
CREATE UNIQUE INDEX staff_mail_once ON staff (mail);
