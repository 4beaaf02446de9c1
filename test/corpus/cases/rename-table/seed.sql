INSERT INTO shop_order (state) VALUES ('new'), ('sent');
INSERT INTO order_line VALUES (1, 5);
