INSERT INTO session (token) VALUES ('x'), ('y');
INSERT INTO cache VALUES ('k', '{"a": 1}');
