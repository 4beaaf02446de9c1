INSERT INTO one (rowid, a, b) VALUES (7, 1, 'x'), (5, 2, 'y'); INSERT INTO two VALUES ('a', 'b'), ('c', 'd'); INSERT INTO three VALUES ('a', 'b', 1);
