INSERT INTO app.counter (id) VALUES (1);
