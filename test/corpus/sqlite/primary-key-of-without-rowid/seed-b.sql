INSERT INTO k VALUES ('a', 'b', 1), ('c', 'd', 2);
