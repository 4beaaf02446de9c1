INSERT INTO country VALUES ('de', 276, 'Germany'), ('fr', 250, 'France');
INSERT INTO city VALUES (1, 'de');
INSERT INTO border VALUES ('de', 'fr');
