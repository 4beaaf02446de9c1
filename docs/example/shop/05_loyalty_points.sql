-- Give customers loyalty points
--
-- Revision ID: 7f6a3c90d1b5
-- Revises: 19c4d7a25e68
-- Branch Labels: loyalty
-- Create Date: 2026-04-01 08:00:12.300000

-- migrate:up
ALTER TABLE customer ADD COLUMN points integer NOT NULL DEFAULT 0;

-- migrate:down
ALTER TABLE customer DROP COLUMN points;
