INSERT INTO account_data VALUES (2, 'x');
