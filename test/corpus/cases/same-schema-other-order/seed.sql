INSERT INTO singer VALUES (1, 'Ella');
INSERT INTO song (singer_id) VALUES (1);
