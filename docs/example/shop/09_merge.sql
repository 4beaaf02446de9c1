-- Merge loyalty and shipping
--
-- Revision ID: d51b8e60f2a3
-- Revises: b20e5d8c4f97, c97f20e4a85d
-- Create Date: 2026-04-20 09:00:00.000000

-- migrate:up

-- migrate:down
