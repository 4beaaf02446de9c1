INSERT INTO tool VALUES (1, 's1', 'm1'), (2, 's2', NULL);
INSERT INTO repair VALUES ('s1', 'oiled');
