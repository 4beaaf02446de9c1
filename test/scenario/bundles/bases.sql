-- Alpha
--
-- Revision ID: a1
-- Revises:
-- Branch Labels: alpha

-- migrate:up

-- migrate:down

-- Alpha two
--
-- Revision ID: a2
-- Revises: a1

-- migrate:up

-- migrate:down

-- Alpha three
--
-- Revision ID: a3
-- Revises: a2

-- migrate:up

-- migrate:down

-- Zeta
--
-- Revision ID: z1
-- Revises:
-- Branch Labels: zeta

-- migrate:up

-- migrate:down

-- Zeta two
--
-- Revision ID: z2
-- Revises: z1

-- migrate:up

-- migrate:down
