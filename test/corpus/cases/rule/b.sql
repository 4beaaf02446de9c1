-- Rules are added, redefined, disabled and dropped.
CREATE TABLE note (id integer PRIMARY KEY, body text, pinned boolean DEFAULT false);
CREATE TABLE note_log (id integer, action text);

CREATE RULE log_insert AS ON INSERT TO note DO ALSO (
  INSERT INTO note_log VALUES (NEW.id, 'new; really');
  UPDATE note_log SET action = upper(action) WHERE note_log.id = NEW.id
);
CREATE RULE no_delete AS ON DELETE TO note WHERE OLD.pinned DO INSTEAD NOTHING;
ALTER TABLE note DISABLE RULE no_delete;
CREATE RULE no_log_change AS ON UPDATE TO note_log DO INSTEAD NOTHING;
ALTER TABLE note_log ENABLE ALWAYS RULE no_log_change;
