INSERT INTO author VALUES (1, 'north'), (2, 'south');
INSERT INTO essay VALUES (1, 1, 2, 2, 'north');
