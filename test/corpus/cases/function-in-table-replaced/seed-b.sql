INSERT INTO page (id, title, slug) VALUES (1, 'Home', 'home');
