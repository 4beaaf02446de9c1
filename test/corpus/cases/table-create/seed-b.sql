INSERT INTO book VALUES ('978-1', 'First'), ('978-2', 'Second');
INSERT INTO member (name) VALUES ('Ada');
INSERT INTO loan VALUES ('978-1', 1, '2024-05-01', NULL);
