INSERT INTO ticket VALUES (3, 'a'), (8, 'b'); INSERT INTO invoice VALUES (5, 'c');
INSERT INTO receipt VALUES (4, 'd'), (90, 'e'); DELETE FROM receipt WHERE id = 90;
