INSERT INTO staff VALUES (3, 'a@b'), (8, 'c@d'); INSERT INTO letter VALUES ('c@d');
