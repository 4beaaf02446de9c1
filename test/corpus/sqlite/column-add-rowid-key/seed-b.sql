INSERT INTO log VALUES ('a', 4), ('b', 17);
