-- Row security is switched on, off, and forced for the owner.
CREATE TABLE diary (id integer PRIMARY KEY, author name DEFAULT CURRENT_USER, body text);
CREATE TABLE audit (id integer PRIMARY KEY, body text);
CREATE TABLE open_notes (id integer PRIMARY KEY, body text);
CREATE POLICY own_entries ON diary USING (author = CURRENT_USER);
CREATE POLICY nobody ON audit USING (false);

ALTER TABLE diary ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
