INSERT INTO wardrobe VALUES (1, 'red', ROW('green', 40), '{red,green}');
