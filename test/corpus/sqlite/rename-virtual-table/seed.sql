INSERT INTO search VALUES ('x', 'y');
