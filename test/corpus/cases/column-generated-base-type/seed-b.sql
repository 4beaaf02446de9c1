INSERT INTO bill (id, net) VALUES (1, 1000), (2, -5);
