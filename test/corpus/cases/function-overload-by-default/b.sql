-- The same text means another overload once one is gone: whatever calls it is made again.
CREATE FUNCTION may_read(who text, what text, loud boolean DEFAULT true) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT who <> what $$;
CREATE TABLE note (id integer PRIMARY KEY, owner_name text, body text);
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON note FOR SELECT USING (may_read(owner_name, body));
CREATE VIEW readable AS SELECT id FROM note WHERE may_read(owner_name, body);
CREATE INDEX readable_note ON note ((may_read(owner_name, body)));
COMMENT ON POLICY readers ON note IS 'who may';
COMMENT ON VIEW readable IS 'what they may';
