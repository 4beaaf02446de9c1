-- Defaults of every form come, go and change.
CREATE TABLE d (id integer PRIMARY KEY, a text DEFAULT 'y', b integer, c text DEFAULT 'new', e text DEFAULT CURRENT_TIME,
  f real DEFAULT +2e3, g DEFAULT (abs(-2)), h text DEFAULT "two words", i integer DEFAULT FALSE, j blob DEFAULT x'0100', k text DEFAULT 'k');
