INSERT INTO customer VALUES (1, 'a@b', '2000-01-01');
