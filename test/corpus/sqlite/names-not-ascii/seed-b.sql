INSERT INTO größe (id, straße, Ä) VALUES (1, 'x', 'y'), (7, 'z', 'ü');
