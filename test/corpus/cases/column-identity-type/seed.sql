INSERT INTO event (body) VALUES ('x'), ('y');
INSERT INTO event_note VALUES (1, 'n');
