INSERT INTO people.client VALUES (1);
INSERT INTO archive.client VALUES (1);
INSERT INTO sales.client_order VALUES (1, 1);
