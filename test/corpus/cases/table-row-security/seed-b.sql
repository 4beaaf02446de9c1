INSERT INTO diary (id, body) VALUES (1, 'dear diary');
INSERT INTO open_notes VALUES (1, 'note');
