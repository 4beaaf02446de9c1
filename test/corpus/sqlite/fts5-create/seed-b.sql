INSERT INTO doc VALUES (1, 'a', 'b c'), (5, 'd', 'e f'); INSERT INTO own VALUES ('x', 'y'); INSERT INTO doc_search (doc_search) VALUES ('rebuild');
