INSERT INTO flag VALUES (true);
