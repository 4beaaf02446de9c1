INSERT INTO stays.thing VALUES (1);
