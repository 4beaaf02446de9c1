-- Materialized views come and go, with data or without; their parameters change in place.
CREATE TABLE score (player text, points integer);

CREATE MATERIALIZED VIEW high_scores WITH (autovacuum_enabled = false) AS SELECT player, max(points) AS best FROM score GROUP BY player;
CREATE MATERIALIZED VIEW total_scores AS SELECT sum(points) AS total FROM score;
CREATE INDEX total_scores_idx ON total_scores (total);
