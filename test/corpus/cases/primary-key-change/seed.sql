INSERT INTO seat VALUES (1, 1, 1, 'a'), (1, 2, 1, 'b');
INSERT INTO screen VALUES (1, 'big');
INSERT INTO film VALUES (1, 'Metropolis');
INSERT INTO poster VALUES (1, 'Metropolis');
