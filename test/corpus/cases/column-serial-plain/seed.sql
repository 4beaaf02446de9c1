INSERT INTO crate (label) VALUES ('a'), ('b');
INSERT INTO pallet VALUES (1, 'p');
INSERT INTO box (label) VALUES ('q'), ('r');
