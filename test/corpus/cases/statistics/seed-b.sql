INSERT INTO lodging VALUES (1, 'Ulm', '89073', 80, 3);
