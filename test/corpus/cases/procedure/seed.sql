INSERT INTO log (body) VALUES ('x');
