INSERT INTO product VALUES (5, 'a', 1.0, '3', 'x'), (9, 'b', 2.5, '4', NULL); INSERT INTO supply VALUES ('a', 1), ('b', 2);
