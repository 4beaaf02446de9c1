INSERT INTO document VALUES (1, 't', 'b', '\x01', '{}');
