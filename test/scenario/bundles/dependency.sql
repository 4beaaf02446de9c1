-- Start
--
-- Revision ID: a1
-- Revises:

-- migrate:up

-- migrate:down

-- Accounts
--
-- Revision ID: a2
-- Revises: a1

-- migrate:up

-- migrate:down

-- Reports
--
-- Revision ID: x1
-- Revises:
-- Branch Labels: reports

-- migrate:up

-- migrate:down

-- Account reports
--
-- Revision ID: x2
-- Revises: x1
-- Depends On: a2

-- migrate:up

-- migrate:down
