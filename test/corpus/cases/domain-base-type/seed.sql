INSERT INTO ware VALUES (1, '{1,2}', 'apple');
INSERT INTO ware_price VALUES (1, 0.5);
