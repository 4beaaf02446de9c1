INSERT INTO stays.thing VALUES (1, 'a');
