INSERT INTO cart_line (id, price, quantity, note) VALUES (1, 2.5, 3, 'n'), (2, 1, 200, NULL);
