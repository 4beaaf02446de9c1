-- Start
--
-- Revision ID: a0
-- Revises:

-- migrate:up

-- migrate:down

-- Shared
--
-- Revision ID: a1
-- Revises: a0

-- migrate:up

-- migrate:down

-- Billing
--
-- Revision ID: b1
-- Revises: a1
-- Branch Labels: billing

-- migrate:up

-- migrate:down

-- Shipping
--
-- Revision ID: s1
-- Revises: a1
-- Branch Labels: shipping

-- migrate:up

-- migrate:down

-- Invoices
--
-- Revision ID: b2
-- Revises: b1

-- migrate:up

-- migrate:down

-- Parcels
--
-- Revision ID: s2
-- Revises: s1

-- migrate:up

-- migrate:down
