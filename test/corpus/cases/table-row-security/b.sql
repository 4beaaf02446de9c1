-- Row security is switched on, off, and forced for the owner.
CREATE TABLE diary (id integer PRIMARY KEY, author name DEFAULT CURRENT_USER, body text);
CREATE TABLE audit (id integer PRIMARY KEY, body text);
CREATE TABLE open_notes (id integer PRIMARY KEY, body text);
CREATE POLICY own_entries ON diary USING (author = CURRENT_USER);
CREATE POLICY nobody ON audit USING (false);

ALTER TABLE diary ENABLE ROW LEVEL SECURITY;
ALTER TABLE diary FORCE ROW LEVEL SECURITY;
ALTER TABLE open_notes ENABLE ROW LEVEL SECURITY;
