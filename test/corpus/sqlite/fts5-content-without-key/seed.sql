INSERT INTO doc (rowid, title, body) VALUES (12, 'a', 'b c'), (5, 'd', 'e f'); INSERT INTO doc_search (doc_search) VALUES ('rebuild');
