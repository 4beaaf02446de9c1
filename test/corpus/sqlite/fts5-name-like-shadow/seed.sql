INSERT INTO mail VALUES ('x'); INSERT INTO mail_box VALUES (3, 'y');
