-- An enum loses a value below a domain, a composite type and an array.
CREATE TYPE colour AS ENUM ('red', 'green', 'grey');
CREATE DOMAIN warm_colour AS colour CHECK (VALUE <> 'green');
CREATE TYPE dress AS (colour colour, size integer);
CREATE TABLE wardrobe (id integer, main warm_colour, dress dress, palette colour[]);
