INSERT INTO stock_item VALUES (1, 3);
