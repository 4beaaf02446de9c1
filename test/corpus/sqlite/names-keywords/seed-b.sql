INSERT INTO "order" (id, "group", "select", key, "check") VALUES (1, 'a', 2, 'b', 'c'), (6, 'd', 3, 'e', 'f'); INSERT INTO "table" VALUES (1, 6);
