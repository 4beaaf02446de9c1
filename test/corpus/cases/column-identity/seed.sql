INSERT INTO run (label) VALUES ('a'), ('b'), ('c');
INSERT INTO lap VALUES (1, 60.5), (2, 61);
INSERT INTO heat (name) VALUES ('first');
