INSERT INTO purchase (state) VALUES ('new'), ('shipped');
INSERT INTO order_line VALUES (1, 5);
