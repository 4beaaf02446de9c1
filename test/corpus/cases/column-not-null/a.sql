-- NOT NULL is set and dropped on columns that hold values.
CREATE TABLE invoice (id integer PRIMARY KEY, paid_on date NOT NULL, total numeric);
