INSERT INTO page VALUES (1, 'https://example.org/x', 5);
