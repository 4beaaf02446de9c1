INSERT INTO score VALUES ('ada', 3);
