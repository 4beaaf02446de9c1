INSERT INTO crate VALUES (1, 'a'), (2, 'b');
INSERT INTO pallet (label) VALUES ('p');
INSERT INTO box (label) VALUES ('q'), ('r');
