INSERT INTO subscriber VALUES (1, 'Müller');
