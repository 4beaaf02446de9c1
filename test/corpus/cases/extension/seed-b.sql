INSERT INTO user_account VALUES (1, 'Ada@Example.org', 'b=>2');
