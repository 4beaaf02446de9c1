INSERT INTO "my table" VALUES (1, 'a', 'b', 'c', 'd', 'e'), (5, 'f', 'g', 'h', 'i', 'j');
