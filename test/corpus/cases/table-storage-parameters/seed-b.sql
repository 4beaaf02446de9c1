INSERT INTO reading VALUES (1, 0.5, 'cold');
INSERT INTO quiet VALUES (7);
INSERT INTO plain VALUES (1, 'text');
