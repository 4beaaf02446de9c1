-- Add accounts
--
-- Revision ID: 1975ea83b712
-- Revises:

-- migrate:up

-- migrate:down

-- Add names
--
-- Revision ID: 19f0c2ab77e1
-- Revises: 1975ea83b712

-- migrate:up

-- migrate:down

-- Add carts
--
-- Revision ID: 27c6a30d7c24
-- Revises: 19f0c2ab77e1
-- Branch Labels: cart

-- migrate:up

-- migrate:down

-- Add wishes
--
-- Revision ID: cafe0123beef
-- Revises: 27c6a30d7c24

-- migrate:up

-- migrate:down
