INSERT INTO mail_address VALUES (1, 'A@b');
