INSERT INTO customer (name) VALUES ('a'), ('b'), ('c');
INSERT INTO offer (name) VALUES ('x'), ('y');
