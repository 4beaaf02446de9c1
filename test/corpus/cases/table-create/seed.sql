INSERT INTO book VALUES ('978-1', 'First'), ('978-2', 'Second');
