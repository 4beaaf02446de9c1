-- A name passes from an enum to a domain and from a composite type to an enum.
CREATE TYPE unit AS ENUM ('kg', 'g');
CREATE TYPE quantity AS (value numeric, unit unit);
