-- Create customer table
--
-- Revision ID: a5c1e0d27b40
-- Revises:
-- Create Date: 2026-03-02 09:14:05.120000

-- migrate:up
CREATE TABLE customer (
    id integer PRIMARY KEY,
    name varchar(100) NOT NULL,
    email varchar(255) NOT NULL UNIQUE
);

-- migrate:down
DROP TABLE customer;
