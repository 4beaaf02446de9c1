INSERT INTO word VALUES ('b', 1), ('a', 2); INSERT INTO pair VALUES (1, 2, 'x'), (2, 1, 'y');
