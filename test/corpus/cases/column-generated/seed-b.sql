INSERT INTO cart_line (id, price, quantity, label) VALUES (1, 2.5, 3, 'line 1'), (2, 1, 200, 'line 2');
