-- One default in several spellings is the same default.
CREATE TABLE d (a text DEFAULT ('x'), b integer DEFAULT (1), c text, e text DEFAULT word, f integer DEFAULT - 5, g text DEFAULT CURRENT_TIMESTAMP, h DEFAULT ( 1 + 1 ));
