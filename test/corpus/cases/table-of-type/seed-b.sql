INSERT INTO branch VALUES ('High Street', 'Bath');
INSERT INTO depot VALUES ('Low Street', 'Bath');
