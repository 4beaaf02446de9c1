-- Defaults of every form come, go and change.
CREATE TABLE d (id integer PRIMARY KEY, a text DEFAULT 'x', b integer DEFAULT 1, c text, e text DEFAULT CURRENT_DATE,
  f real DEFAULT -1.5, g DEFAULT (abs(-1)), h text DEFAULT 'it''s', i integer DEFAULT TRUE, j blob DEFAULT x'00ff', k text DEFAULT NULL);
