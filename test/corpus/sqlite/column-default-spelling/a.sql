-- One default in several spellings is the same default.
CREATE TABLE d (a text DEFAULT 'x', b integer DEFAULT 1, c text DEFAULT NULL, e text DEFAULT 'word', f integer DEFAULT -5, g text DEFAULT current_timestamp, h DEFAULT (1+1));
