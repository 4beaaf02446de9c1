INSERT INTO run (label) VALUES ('a'), ('b'), ('c');
INSERT INTO lap (seconds) VALUES (60.5), (61);
INSERT INTO heat VALUES (1, 'first');
