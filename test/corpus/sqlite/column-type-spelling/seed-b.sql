INSERT INTO t VALUES ('a', 1, 2, 3, 4);
