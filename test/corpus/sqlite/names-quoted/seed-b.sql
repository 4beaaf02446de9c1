INSERT INTO "my table" ("id", "my column", "a b", "b`c", "d""e", "1st") VALUES (1, 'a', 'b', 'c', 'd', 'e'), (5, 'f', 'g', 'h', 'i', 'j');
