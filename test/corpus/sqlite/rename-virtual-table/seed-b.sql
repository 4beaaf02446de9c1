INSERT INTO finder VALUES ('x', 'y');
