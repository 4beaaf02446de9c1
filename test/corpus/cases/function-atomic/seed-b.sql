INSERT INTO pet VALUES (1, 'Rex', 'Ada');
