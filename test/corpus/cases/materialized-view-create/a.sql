-- Materialized views come and go, with data or without; their parameters change in place.
CREATE TABLE score (player text, points integer);

CREATE MATERIALIZED VIEW high_scores AS SELECT player, max(points) AS best FROM score GROUP BY player;
CREATE MATERIALIZED VIEW old_scores AS SELECT * FROM score WITH NO DATA;
