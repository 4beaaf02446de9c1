INSERT INTO shop.product (sku, name) VALUES ('A-1', 'Apple');
