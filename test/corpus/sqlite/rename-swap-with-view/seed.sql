INSERT INTO account VALUES (2, 'x');
