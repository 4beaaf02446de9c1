INSERT INTO contact_data VALUES (1, 'Ada', '123');
