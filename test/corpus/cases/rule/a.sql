-- Rules are added, redefined, disabled and dropped.
CREATE TABLE note (id integer PRIMARY KEY, body text, pinned boolean DEFAULT false);
CREATE TABLE note_log (id integer, action text);

CREATE RULE log_insert AS ON INSERT TO note DO ALSO INSERT INTO note_log VALUES (NEW.id, 'new');
CREATE RULE no_delete AS ON DELETE TO note WHERE OLD.pinned DO INSTEAD NOTHING;
CREATE RULE gone AS ON UPDATE TO note DO ALSO NOTIFY note;
COMMENT ON RULE no_delete ON note IS 'pinned notes stay';
