-- A function takes rows of a table whose default and check call another that reads the table.
CREATE SCHEMA app;
